import { createRequire } from "node:module";
import { expect } from "chai";
import { PROVIDER_TEXT } from "../../../sdk/providerText";

describe("The text that state holds instead of code", () => {
  it("is the one every recorded stack has", () => {
    expect(PROVIDER_TEXT).to.equal('exports.handler = () => require("pulumi-linux-bond/provider").provider;\n');
  });

  it("is at most 100 bytes", () => {
    expect(Buffer.byteLength(PROVIDER_TEXT)).to.be.at.most(100);
  });

  it("leads the engine to the seven verbs of the installed package", () => {
    const module = { exports: {} as { handler?: () => Record<string, unknown> } };
    new Function("exports", "require", PROVIDER_TEXT)(module.exports, createRequire(__filename));
    const verbs = ["check", "configure", "create", "delete", "diff", "read", "update"];
    expect(Object.keys(module.exports.handler?.() ?? {}).sort()).to.deep.equal(verbs);
  });
});

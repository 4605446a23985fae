import { expect } from "chai";
import { forms, leaks } from "../../lab/leaks";

const SECRET = `o'pen "s&same" $HOME %41ü\\`;

describe("The search for secrets", () => {
  for (const [form, text] of [
    ["as it is", SECRET],
    ["in JSON", JSON.stringify({ password: SECRET })],
    ["in JSON inside JSON", JSON.stringify(JSON.stringify({ password: SECRET }))],
    ["in the JSON of Go", JSON.stringify(SECRET).replaceAll("&", "\\u0026")],
    ["between a shell's single quotes", `'o'\\''pen "s&same" $HOME %41ü\\'`],
    ["between a shell's double quotes", `"o'pen \\"s&same\\" \\$HOME %41ü\\\\"`],
    ["in a URL", `https://host/?p=${encodeURIComponent(SECRET)}&x`],
    ["in a form", new URLSearchParams({ p: SECRET }).toString()],
    ["in hexadecimal", `x ${Buffer.from(SECRET).toString("hex")} x`],
    ["in base64", Buffer.from(SECRET).toString("base64")],
    ["in base64 behind one letter", Buffer.from(`x${SECRET}`).toString("base64")],
    ["in base64 of a URL between others", Buffer.from(`xy${SECRET}z`).toString("base64url")],
  ] as const) {
    it(`finds one ${form}`, () => {
      expect(leaks("here", `before ${text} after`, { password: SECRET })[0]).to.match(/^password in here: /);
    });
  }

  it("finds any line of a key, and takes nothing for one that is not there", () => {
    const body = ["A", "B", "C"].map((letter) => letter.repeat(64)).join("\n");
    const key = `-----BEGIN OPENSSH PRIVATE KEY-----\n${body}\n-----END OPENSSH PRIVATE KEY-----\n`;
    expect(leaks("there", `x${"B".repeat(64)}`, { key })).to.have.length(1);
    expect(leaks("there", "-----BEGIN OPENSSH PRIVATE KEY-----", { key })).to.deep.equal([]);
    expect(forms(SECRET).every((form) => form.length >= 12)).to.equal(true);
  });
});

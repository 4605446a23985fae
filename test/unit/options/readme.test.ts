import { expect } from "chai";
import { readme } from "../../readme";

describe("The README", () => {
  it("has the option table of today (else: node bin/test/readme.js --write)", () => {
    const { now, wanted } = readme();
    expect(now).to.equal(wanted);
  });
});

import { expect } from "chai";
import { check } from "../../../provider/check";
import { fuzzed } from "../../bench/fuzz";
import { declared } from "./declaration";
import { ADDRESSES } from "./rules/addresses";
import { APPLY } from "./rules/apply";
import { NAMES } from "./rules/names";
import { OPTIONS } from "./rules/options";
import { STRANGERS } from "./rules/strangers";

describe("check says what is wrong, why, and what to write instead", () => {
  for (const [change, property, reason] of [...NAMES, ...OPTIONS, ...ADDRESSES, ...APPLY, ...STRANGERS]) {
    it(reason, () => {
      expect(check(declared(change)).failures).to.deep.equal([{ property, reason }]);
    });
  }

  it("finds nothing wrong in a good declaration", () => {
    expect(check(declared()).failures).to.deep.equal([]);
  });

  it("never fails itself, and accepts only what the files can carry and what it leaves unchanged", function () {
    this.timeout(60_000); // generous: a busy machine is not a hang
    const { crashes, understood } = fuzzed("check", 3000, 1);
    expect(crashes).to.deep.equal([]);
    expect(understood).to.be.greaterThan(150);
  });

  it("shows all failures at once, each on its property", () => {
    const { failures } = check(
      declared({
        mode: "802.3ad",
        members: [],
        options: { primary: "em1" },
        gateway: "10.9.9.9",
        mtu: 1,
        colour: "red",
      }),
    );
    expect(failures.map(({ property }) => property)).to.have.members([
      "members",
      "options",
      "options",
      "gateway",
      "mtu",
      "",
    ]);
  });
});

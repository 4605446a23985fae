import { expect } from "chai";
import { check } from "../../../provider/check";
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

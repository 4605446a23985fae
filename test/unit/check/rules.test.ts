import { expect } from "chai";
import { check } from "../../../provider/check";
import { rows } from "../../../provider/options/lookup";
import { MODES } from "../../../provider/options/modes";
import { fuzzed } from "../../bench/fuzz";
import { declared } from "./declaration";
import { ADDRESSES } from "./rules/addresses";
import { APPLY } from "./rules/apply";
import { NAMES } from "./rules/names";
import { OPTIONS } from "./rules/options";
import { STRANGERS } from "./rules/strangers";
import { TOGETHER } from "./rules/together";

describe("check says what is wrong, why, and what to write instead", () => {
  for (const [change, property, reason] of [...NAMES, ...OPTIONS, ...TOGETHER, ...ADDRESSES, ...APPLY, ...STRANGERS]) {
    it(reason, () => {
      expect(check(declared(change)).failures).to.deep.equal([{ property, reason }]);
    });
  }

  it("refuses every option in every mode in which it has no effect", () => {
    let count = 0;
    for (const [name, row] of rows().filter(([, { notPersistent }]) => !notPersistent))
      for (const mode of MODES.filter((word) => !(row.modes as readonly string[]).includes(word))) {
        const { failures } = check(declared({ mode, options: { [name]: row.default === "" ? "em1" : row.default } }));
        const reasons = failures.map(({ reason }) => reason);
        if (name === "arpIpTarget")
          expect(reasons).to.deep.equal([]); // by default there is none
        else expect(reasons.join()).to.match(new RegExp(`^${name} has no effect in mode ${mode}: .*, or use mode `));
        count += 1;
      }
    expect(count).to.be.greaterThan(90);
  });

  it("refuses every option that the files cannot keep, whatever its value", () => {
    const refused = rows().filter(([, { notPersistent }]) => notPersistent);
    for (const [name, row] of refused) {
      const { failures } = check(declared({ mode: row.modes[0], options: { [name]: row.default } }));
      expect(failures.map(({ reason }) => reason)).to.deep.equal([
        `${name} cannot be kept: ${row.notPersistent}. Leave it out.`,
      ]);
    }
    expect(refused).to.have.length(7);
  });

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

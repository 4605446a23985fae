import { expect } from "chai";
import { provider } from "../../../provider";
import type { ObservedBond } from "../../../provider/model/observed";
import { ifcfgPath } from "../../../provider/stacks/network-scripts/paths";
import { outputs } from "../../../provider/verbs/outputs";
import { desiredBond, edited, observedFixture } from "../observedFixture";

const ESCAPE = "\u001b";
const DECLARED = {
  device: "bond0",
  connection: { host: "media1" },
  mode: "active-backup",
  members: ["em1", "em2"],
  options: { miimon: 100 },
  addresses: ["10.0.0.5/24"],
};

describe("What a host says", () => {
  it("is recorded without control characters, so that nothing of it acts on a terminal", async () => {
    const { inputs } = await provider.check({}, DECLARED);
    const observed = edited(observedFixture(desiredBond()), ifcfgPath("em1"), /$/, `USERCTL="${ESCAPE}[2Jgone"\n`);
    const bond0 = {
      ...(observed.bonds.bond0 as ObservedBond),
      proc: `Bonding${ESCAPE}]0;all is well\u0007\n\tMII: up\n`,
    };
    const { drift, proc } = outputs(inputs, { ...observed, bonds: { bond0 } });
    expect(JSON.stringify(drift)).to.contain("\\\\e[2Jgone").and.not.contain("\\u001b");
    expect(proc).to.equal("Bonding\\e]0;all is well\\u{7}\n\tMII: up\n");
  });
});

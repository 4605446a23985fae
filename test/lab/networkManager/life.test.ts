import { expect } from "chai";
import { MODES, type Mode } from "../../../provider/options/modes";
import type { OptionValues } from "../../../provider/options/row";
import { Machine } from "./machine";

/** An option of each mode beside the monitor, so that its way through the profile is seen. */
const OPTIONS: Record<Mode, OptionValues> = {
  "balance-rr": { miimon: 100, packetsPerSlave: 7 },
  "active-backup": { miimon: 100, primary: "em3", primaryReselect: "failure", numGratArp: 3 },
  "balance-xor": { miimon: 50, xmitHashPolicy: "layer3+4" },
  broadcast: { arpInterval: 1000, arpIpTarget: ["10.50.0.1"] },
  "802.3ad": { miimon: 100, lacpRate: "fast", minLinks: 1, adActorSysPrio: 99 },
  "balance-tlb": { miimon: 100, tlbDynamicLb: false },
  "balance-alb": { miimon: 100, resendIgmp: 4 },
};

/** Each mode follows the one before it: among the changes are those between modes with and without LACP, ARP and primary. */
const ORDER: Mode[] = [
  "active-backup",
  "802.3ad",
  "balance-rr",
  "broadcast",
  "balance-tlb",
  "balance-xor",
  "balance-alb",
];

describe("A bond that NetworkManager keeps", function () {
  this.timeout(600_000);
  let machine: Machine;
  let untouched = "";

  before(async () => {
    machine = await Machine.up();
    untouched = await machine.truth();
  });
  after(() => machine.lacp(false));

  for (const mode of ORDER)
    it(`is ${mode}, in the profile and in the kernel, and agrees with the program`, async () => {
      await machine.lacp(mode === "802.3ad");
      const program = machine.program({ mode, options: OPTIONS[mode] });
      expect(await machine.direct.up(program)).to.equal(mode === ORDER[0] ? "create" : "update");
      expect(await machine.direct.refresh()).to.deep.equal({ files: [], kernel: [] });
      expect(await machine.direct.agrees(program)).to.equal(true);
      expect(await machine.run("nmcli -t -f DEVICE,STATE device | sort"))
        .to.include("bond0:connected")
        .and.include("em3:connected");
    });

  it("was in all seven modes", () => expect([...ORDER].sort()).to.deep.equal([...MODES].sort()));

  it("is there again after a reboot, as declared", async () => {
    const program = machine.program({ mode: "balance-alb", options: OPTIONS["balance-alb"] });
    await machine.lab.powerCycle();
    expect(await machine.direct.agrees(program)).to.equal(true);
  });

  it("leaves the machine as it was, byte for byte, when it is destroyed", async () => {
    await machine.direct.destroy();
    expect(await machine.truth()).to.equal(untouched);
    expect(await machine.host.leftovers()).to.equal("");
  });
});

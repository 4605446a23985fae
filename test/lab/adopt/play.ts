import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import { MEANING } from "../../../provider/plan/summary";
import type { Driver } from "../drift/driver";
import { OTHER_END, TRAFFIC } from "../drift/round";
import { byHand, traces } from "../drift/truth";
import { Lab } from "../lab";
import { underTraffic } from "../traffic";
import type { HandMade } from "./cases";

/** The bond as the kernel shows it to everybody; how long it has had no LACP partner (churn) changes by itself. */
const kernel = async (lab: Lab) =>
  (
    await lab.machine(
      "grep -v Churn /proc/net/bonding/bond0; grep -s '' /sys/class/net/bond0/bonding/*; ip -o address show dev bond0; ip route; ip link show dev bond0",
    )
  ).stdout;

/** The bond once it has come to rest: its links are up, its addresses tried, LACP has given up waiting for a partner. */
async function atRest(lab: Lab): Promise<string> {
  let before = "";
  for (;;) {
    const now = await kernel(lab);
    if (now === before) return now;
    before = now;
    await pause(4000);
  }
}

/** Takes over bonds that were made by hand: nothing of the running bond changes, and no packet is lost. */
export function playAdoptions(cases: HandMade[], newDriver: () => Driver): void {
  let lab: Lab;
  before(async () => {
    lab = await Lab.up();
  });

  for (const { mode, how, hand, program, keeps } of cases) {
    it(`of a bond made ${how} in ${mode} changes nothing of it`, async function () {
      await lab.reset();
      await lab.switch(OTHER_END);
      await byHand(lab, hand);
      const driver = newDriver();
      const declared = { connection: lab.connection(), ...program };
      const before = { bond: await atRest(lab), said: (await traces(lab)).kernel };
      const { result, traffic } = await underTraffic(lab, TRAFFIC, () => driver.up(declared));
      expect(result.did).to.equal("create");
      expect(result.said).to.include(MEANING.files);
      expect(result.said, "what the program may be completed with").to.include(keeps.inProgram);
      expect({ bond: await kernel(lab), said: (await traces(lab)).kernel }).to.deep.equal(before);
      expect(traffic.lost, `lost of ${traffic.sent} packets`).to.equal(0);
      const file = (await lab.machine("cat /etc/sysconfig/network-scripts/ifcfg-bond0")).stdout;
      expect(file, "the option that the program does not mention").to.include(keeps.inFile);
      expect(await driver.agrees(declared), "a further preview is empty").to.equal(true);
      await driver.remove();
      if (this.test) this.test.title += `: ${traffic.lost} of ${traffic.sent} packets lost`;
    });
  }
}

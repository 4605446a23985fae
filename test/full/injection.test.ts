import { expect } from "chai";
import { Host } from "../lab/host";
import { Lab } from "../lab/lab";
import { creating } from "../lab/plans";

const STATE =
  "cd /etc/sysconfig; ls -l --time-style=+ . network-scripts; cat network network-scripts/ifcfg-* /etc/resolv.conf; " +
  "ip -o link show up | cut -d: -f2; ip -o -4 address show | cut -c1-60; ip route; cat /sys/class/net/bonding_masters";

describe("A failure of every single action of the host's script, in turn", function () {
  this.timeout(3_600_000);

  for (const role of ["begin", "worker", "undo"]) {
    it(`leaves the host as it was: ${role}`, async () => {
      const lab = await Lab.up();
      const host = new Host(lab);
      await lab.reset();
      await lab.machine("ip link set em2 up");
      const before = (await lab.machine(STATE)).stdout;
      const plan = role === "undo" ? { ...creating, verify: [["absent", "lo"]] as const } : creating;
      for (let number = 1; ; number++) {
        expect(number, `actions of ${role}`).to.be.lessThan(60);
        const failAt = `${role}:${number}`;
        const begun = await host.begin({ ...plan, verify: [...plan.verify] }, { failAt });
        const struck = begun.text.includes(`failure asked for at ${failAt}`);
        if (begun.code === 0) await host.rollback();
        expect(await host.leftovers(), failAt).to.equal("");
        expect((await lab.machine(STATE)).stdout, failAt).to.equal(before);
        if (!struck) break;
      }
    });
  }
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { ROOT } from "../../root";
import { byHand } from "../drift/truth";
import { Example } from "../example";
import { Lab } from "../lab";

/** The two ports of the switch as one LACP group that carries VLAN 100 tagged. */
const SWITCH = `ip link add trunk address 52:54:00:00:01:11 type bond mode 802.3ad miimon 100 lacp_rate fast
for port in port2 port3; do ip link set $port down; ip link set $port nomaster; ip link set $port master trunk; done
ip link set trunk up; ip link add link trunk name trunk.100 type vlan id 100
ip link set trunk.100 up; ip address add 10.100.0.1/24 dev trunk.100`;

/** What the README has to be typed on the host. */
const FILES = [
  ...readFileSync(join(ROOT, "examples/lacp-bridge/README.md"), "utf8").matchAll(/^cat >[\s\S]*?^END$/gm),
].join("\n");

describe("The example with LACP under a VLAN and a bridge", function () {
  this.timeout(600_000);
  let lab: Lab;
  let example: Example;
  const carries = async () => (await lab.switch("ping -c 3 -i 0.2 -W 5 10.100.0.17")).code;
  const configure = (more: Record<string, unknown> = {}) => {
    const { host, ...connection } = lab.connection();
    return example.configure({ host, connection, ...more });
  };

  before(async () => {
    lab = await Lab.up();
    await lab.reset();
    await lab.switch(SWITCH);
    await byHand(lab, FILES);
    example = await Example.create("lacp-bridge");
  });
  after(async () => {
    await example?.remove();
    await lab.reset();
  });

  it("finds its partner, and carries the bridge's VLAN", async () => {
    await configure();
    await example.must("up", "--yes", "--skip-preview");
    expect(await example.must("stack", "output", "partner")).to.include("52:54:00:00:01:11");
    await byHand(lab, "ifup br100 && ifup bond0.100");
    expect(await carries()).to.equal(0);
  });

  it("is changed under the VLAN and the bridge, which stay, and has no drift from them", async () => {
    await configure({ minLinks: 2 });
    await example.must("up", "--yes", "--skip-preview");
    expect((await lab.machine("cat /sys/class/net/bond0/bonding/min_links")).stdout).to.equal("2\n");
    expect(await carries()).to.equal(0);
    await example.must("up", "--yes", "--skip-preview", "--refresh", "--expect-no-changes");
  });

  it("is there again after a reboot, with all that stands on it", async () => {
    await lab.powerCycle();
    await lab.switch(SWITCH);
    // With minLinks 2 the bond carries when both ports have found the new switch, one after the other.
    const answered = await lab.switch(
      "for try in $(seq 60); do ping -c 1 -W 1 10.100.0.17 && exit; sleep 0.2; done; exit 1",
    );
    expect(answered.code, answered.stdout).to.equal(0);
  });

  it("goes when what stood on it is down", async () => {
    await byHand(lab, "ifdown bond0.100");
    await example.must("destroy", "--yes", "--skip-preview");
    expect((await lab.machine("cat /sys/class/net/bonding_masters")).stdout.trim()).to.equal("");
  });
});

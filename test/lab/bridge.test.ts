import { expect } from "chai";
import { Direct } from "./direct";
import { directDriver } from "./drift/direct";
import { OTHER_END } from "./drift/round";
import { byHand } from "./drift/truth";
import { Lab } from "./lab";

const SCRIPTS = "/etc/sysconfig/network-scripts";

/** A host for virtual machines: its address is on a bridge that has no port yet. */
const BRIDGE = `printf 'DEVICE=br0\\nTYPE=Bridge\\nONBOOT=yes\\nIPADDR=10.50.0.17\\nPREFIX=24\\n' >${SCRIPTS}/ifcfg-br0; ifup br0`;

describe("A bond that is a port of a bridge", function () {
  this.timeout(600_000);
  let lab: Lab;
  const program = (more: Record<string, unknown> = {}) => ({
    connection: lab.connection(),
    device: "bond0",
    mode: "active-backup",
    members: ["em2", "em3"],
    options: { miimon: 100 },
    bridge: "br0",
    ...more,
  });
  const port = async () => (await lab.machine("basename $(readlink /sys/class/net/bond0/master)")).stdout.trim();
  const carries = async () => (await lab.switch("ping -c 1 -W 10 10.50.0.17")).code;

  before(async () => {
    lab = await Lab.up();
    await lab.reset();
    await lab.switch(OTHER_END);
    await byHand(lab, BRIDGE);
  });
  after(() => lab.reset());

  const driver = directDriver();

  it("is made, and what is behind the bridge is reached over it", async () => {
    await driver.up(program());
    expect(await port()).to.equal("br0");
    expect(await carries()).to.equal(0);
    expect(await driver.agrees(program())).to.equal(true);
  });

  it("stays in it when its mode changes, and is put back when somebody takes it out", async () => {
    const other = program({ mode: "balance-xor" });
    await driver.up(other);
    expect(await port()).to.equal("br0");
    await byHand(lab, "ip link set bond0 nomaster");
    expect((await driver.refresh()).kernel).to.deep.equal(["kernel: bond0: bridge is none, declared br0"]);
    await driver.up(other);
    expect(await port()).to.equal("br0");
    expect(await carries()).to.equal(0);
  });

  it("is there again after a reboot", async () => {
    await lab.powerCycle();
    await lab.switch(OTHER_END);
    expect(await port()).to.equal("br0");
    expect(await carries()).to.equal(0);
    expect(await driver.agrees(program({ mode: "balance-xor" }))).to.equal(true);
  });

  it("is taken over by a program that says nothing of the bridge, stays in it, and leaves it when it is destroyed", async () => {
    await byHand(lab, "rm -rf /var/lib/pulumi-linux-bond/originals");
    const { bridge: _, ...silent } = program({ mode: "balance-xor", adopt: true });
    const other = new Direct();
    await other.up(silent);
    expect(await port()).to.equal("br0");
    expect((await lab.machine(`grep BRIDGE ${SCRIPTS}/ifcfg-bond0`)).stdout).to.equal("BRIDGE=br0\n");
    expect(await other.agrees(silent)).to.equal(true);
    await other.destroy();
    expect((await lab.machine("ls -d /sys/class/net/bond0")).code).to.not.equal(0);
    expect((await lab.machine("ip -o -4 addr show dev br0")).stdout).to.include("10.50.0.17/24");
    await driver.remove();
  });
});

import { expect } from "chai";
import { Direct } from "./direct";
import { directDriver } from "./drift/direct";
import { byHand } from "./drift/truth";
import { Lab } from "./lab";

const SCRIPTS = "/etc/sysconfig/network-scripts";

/** VLANs on two NICs, as nobody's file makes them yet, and their other ends. */
const VLANS =
  "for nic in em2 em3; do ip link set $nic up; ip link add link $nic name $nic.7 type vlan id 7; ip link set $nic.7 up; done";
const OTHER_ENDS =
  "ip link add link port2 name port2.7 type vlan id 7; ip addr add 10.57.0.2/24 dev port2.7; ip link set port2.7 up";

describe("A bond over VLANs", function () {
  this.timeout(600_000);
  let lab: Lab;
  const keys = { VLAN: "yes" };
  const program = (more: Record<string, unknown> = {}) => ({
    connection: lab.connection(),
    device: "bond0",
    mode: "active-backup",
    members: ["em2.7", "em3.7"],
    addresses: ["10.57.0.1/24"],
    options: { miimon: 100, primary: "em2.7" },
    extraKeys: { members: { "em2.7": keys, "em3.7": keys } },
    ...more,
  });
  const members = async () => (await lab.machine("cat /sys/class/net/bond0/bonding/slaves")).stdout.trim();
  const carries = async () => (await lab.machine("ping -c 1 -W 10 10.57.0.2")).code;
  const driver = directDriver();

  before(async () => {
    lab = await Lab.up();
    await lab.reset();
    await lab.switch(OTHER_ENDS);
    await byHand(lab, VLANS);
  });
  after(() => lab.reset());

  it("is refused while its members' files would not make them at boot", async () => {
    const error = await driver.up(program({ extraKeys: {} })).then(
      () => expect.fail("it was made"),
      ({ message }: Error) => message,
    );
    expect(error).to.include("em2.7 is a VLAN of em2, which a boot makes only by its file");
    expect((await lab.machine("ls -d /sys/class/net/bond0")).code).to.not.equal(0);
  });

  it("is made, carries packets, and agrees", async () => {
    await driver.up(program());
    expect(await members()).to.equal("em2.7 em3.7");
    expect(await carries()).to.equal(0);
    expect(await driver.agrees(program())).to.equal(true);
  });

  it("keeps its members over a change of mode and a reboot", async () => {
    const other = program({ mode: "balance-xor", options: { miimon: 100 } });
    await driver.up(other);
    expect(await members()).to.equal("em2.7 em3.7");
    await lab.powerCycle();
    await lab.switch(OTHER_ENDS);
    expect(await members()).to.equal("em2.7 em3.7");
    expect(await driver.agrees(other)).to.equal(true);
  });

  it("is taken over only by a program that has its members' keys", async () => {
    await byHand(lab, "rm -rf /var/lib/pulumi-linux-bond/originals");
    const other = new Direct();
    const taking = program({ mode: "balance-xor", options: { miimon: 100 }, adopt: true });
    const error = await other.up({ ...taking, extraKeys: {} }).then(
      () => expect.fail("it was taken over"),
      ({ message }: Error) => message,
    );
    expect(error).to.match(/ifcfg-em2.7.*VLAN=yes/s);
    await other.up(taking);
    expect((await lab.machine(`grep -h VLAN ${SCRIPTS}/ifcfg-em2.7`)).stdout).to.equal("VLAN=yes\n");
    expect(await members()).to.equal("em2.7 em3.7");
  });
});

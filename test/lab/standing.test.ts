import { expect } from "chai";
import { resetPools } from "../../provider/ssh";
import { Direct } from "./direct";
import { OTHER_END, TRAFFIC } from "./drift/round";
import { Host } from "./host";
import { Lab } from "./lab";

/** What people put on a bond, in the host and in two containers: one with a name, one that only its process has. */
const PUT = `ip link add bond0.7 link bond0 type vlan id 7; ip link set bond0.7 up; ip address add 10.7.0.1/24 dev bond0.7
ip address add 2001:db8:7::1/64 dev bond0.7 nodad
ip link add mv0 link bond0 type macvlan mode bridge; ip link set mv0 up; ip address add 10.8.0.1/24 dev mv0
ip link add gre9 type gre remote 10.51.0.1 local ${TRAFFIC} dev bond0; ip link set gre9 up
ip netns add blue
ip link add link bond0 name mv1 type macvlan mode bridge; ip link set mv1 netns blue
ip netns exec blue ip link set mv1 up
unshare --net sleep 3600 >/dev/null 2>&1 & sleep 1
ip link add link bond0 name bond0.8 type vlan id 8; ip link set bond0.8 netns $!
nsenter --net=/proc/$!/ns/net ip link set bond0.8 up; echo $! >/tmp/container`;

/** All of it, as it is: devices, flags and addresses. */
const THERE = `ip -o link show | grep @bond0; ip -o address show | grep -E ' (bond0.7|mv0|gre9) '
ip netns exec blue ip -o link show mv1
nsenter --net=/proc/$(cat /tmp/container)/ns/net ip -o link show bond0.8`;

const TAKE = `ip link del bond0.7; ip link del mv0; ip link del gre9; ip netns del blue; sleep 2`;

describe("What stands on a bond", function () {
  this.timeout(600_000);
  let host: Host;
  let lab: Lab;
  const bond = new Direct();
  const program = (mode: string) => ({
    connection: lab.connection(),
    device: "bond0",
    mode,
    members: ["em2", "em3"],
    options: { miimon: 100 },
    addresses: [`${TRAFFIC}/24`],
  });
  const there = async () => (await lab.machine(THERE)).stdout.replaceAll(/valid_lft.*/g, "");

  /** Why something was not done. */
  const refusal = (work: () => Promise<unknown>) =>
    work().then(
      () => expect.fail("it was done"),
      ({ message }: Error) => message,
    );

  before(async () => {
    lab = await Lab.up();
    host = new Host(lab);
    await lab.reset();
    await lab.switch(OTHER_END);
    await bond.up(program("active-backup"));
    await lab.machine(PUT);
  });
  after(() => resetPools());

  it("is seen, whatever it is, and in the network namespaces of containers too", async () => {
    const { links, abroad } = await host.look();
    const here = Object.values(links).flatMap(({ name, kind, parent }) =>
      parent ? [`${kind} ${name} ${parent}`] : [],
    );
    expect(here.sort()).to.deep.equal(["gre gre9 bond0", "macvlan mv0 bond0", "vlan bond0.7 bond0"]);
    const elsewhere = abroad.map(({ name, kind, parent, namespace }) => `${kind} ${name} ${parent} ${namespace}`);
    expect(elsewhere.sort()[0]).to.match(/^macvlan mv1 bond0 (blue|of process \d+ \(.*\))$/);
    expect(elsewhere.sort()[1]).to.match(/^vlan bond0.8 bond0 of process \d+ \(sleep\)$/);
    expect(elsewhere).to.have.length(2);
  });

  it("keeps the bond up where it is the VLAN of a container, whose routes the kernel would forget", async () => {
    const before = await there();
    expect(await refusal(() => bond.up(program("balance-xor")))).to.match(
      /the VLAN bond0.8 in the network namespace of process \d+ \(sleep\) would go down with it and lose its routes/,
    );
    expect(await there()).to.equal(before);
    await lab.machine("kill $(cat /tmp/container); sleep 2");
  });

  it("has after another mode what it had before", async () => {
    const before = await there();
    await bond.up(program("balance-xor"));
    expect(await there()).to.equal(before);
  });

  it("keeps the bond from being destroyed, by name, until it is gone", async () => {
    const said = await refusal(() => bond.destroy());
    for (const what of ["VLAN bond0.7", "macvlan mv0", "gre gre9", "macvlan mv1 in"])
      expect(said).to.include(`the ${what}`);
    expect(await there()).to.include("bond0.7");
    await lab.machine(TAKE);
    await bond.destroy();
    expect((await lab.machine("cat /sys/class/net/bonding_masters")).stdout.trim()).to.equal("");
  });
});

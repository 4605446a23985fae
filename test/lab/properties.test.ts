import { expect } from "chai";
import { byHand } from "./drift/truth";
import { Lab } from "./lab";
import { PROPERTIES, type Property, values } from "./properties";
import { Stack } from "./stack";

/** The network at the other end of the bond, with a host behind its router. */
const OTHER_END = `for address in 10.50.0.1/24 10.50.0.2/24 10.51.0.1/24 10.52.0.1/24; do ip address add $address dev sw0; done
for address in 2001:db8:50::1/64 2001:db8:50::2/64 2001:db8:51::1/64 2001:db8:52::1/64; do ip address add $address dev sw0 nodad; done
ip address add 10.60.0.1/32 dev lo; ip address add 2001:db8:60::1/128 dev lo nodad`;

/** What the resolver's file says before we come: all of it is somebody else's. */
const OTHERS = "# kept by ann\noptions timeout:1\nsearch example.org\nnameserver 10.0.2.3\n";
const KEPT =
  "for f in /etc/resolv.conf /etc/sysconfig/network /etc/sysconfig/network-scripts/*fcfg-* /etc/sysconfig/network-scripts/route* /etc/sysconfig/network-scripts/rule*; do [ ! -f $f ] || { stat -c '%n %a %U:%G' $f; cat $f; }; done";

describe("Every property of a bond, from create to destroy", function () {
  this.timeout(600_000);
  let lab: Lab;
  let stack: Stack;
  let original: string;
  const bond = (more: Record<string, unknown> = {}) => ({
    bond0: { connection: lab.connection(), mode: "active-backup", members: ["em2", "em3"], ...more },
  });

  before(async () => {
    lab = await Lab.up();
    await lab.reset();
    await lab.switch(OTHER_END);
    await lab.machine("cat >/etc/resolv.conf", OTHERS);
    original = (await lab.machine(KEPT)).stdout;
    stack = await Stack.create(bond(values("first")));
  });
  after(async () => {
    await stack?.remove();
  });

  /** What plain tools show of every property. */
  async function seen(): Promise<Record<string, string[]>> {
    const command = PROPERTIES.map(({ name, look }) => `echo "# ${name}"; ( ${look} ) 2>/dev/null`).join("\n");
    const parts = (await lab.machine(command)).stdout.split(/^# /m).slice(1);
    return Object.fromEntries(
      parts.map((part) => {
        const [name = "", ...lines] = part.trim().split("\n");
        return [name, lines];
      }),
    );
  }
  const expected = (which: 0 | 1 | 2) =>
    Object.fromEntries(PROPERTIES.map(({ name, says }: Property) => [name, says[which]]));
  const drift = async () => (await stack.recorded("bond0"))?.outputs.drift as { files: string[]; kernel: string[] };
  const answers = async (...addresses: string[]) => {
    for (const address of addresses)
      expect((await lab.machine(`ping -c 1 -W 5 ${address}`)).stdout, address).to.include(" 0% packet loss");
  };
  const nothingToDo = async () =>
    expect((await stack.run("preview", "--refresh", "--expect-no-changes")).code).to.equal(0);

  it("is there after create, in the kernel and in the files", async () => {
    await stack.up();
    expect(await seen()).to.deep.equal(expected(0));
    await nothingToDo();
  });

  it("carries traffic: to every network, and by every route", async () => {
    await answers("10.50.0.1", "10.51.0.1", "10.60.0.1", "2001:db8:50::1", "2001:db8:60::1");
  });

  it("is there after a reboot, MAC and extra keys included", async () => {
    await lab.powerCycle();
    expect(await seen()).to.deep.equal(expected(0));
    expect((await lab.machine("ethtool -k em2")).stdout).to.include("generic-receive-offload: off");
    await nothingToDo();
  });

  it("is changed in the program, shown property by property, and a VLAN above goes along", async () => {
    await byHand(
      lab,
      "ip link add link bond0 name bond0.20 up type vlan id 20; ip address add 10.20.0.5/24 dev bond0.20",
    );
    await byHand(lab, "echo nameserver 10.0.2.4 >>/etc/resolv.conf");
    await stack.declare(bond(values("edited")));
    const [step] = await stack.preview();
    expect(step?.op).to.equal("update");
    const properties = new Set(Object.keys(step?.detailedDiff ?? {}).map((path) => path.split(/[.[]/)[0]));
    expect([...properties].sort()).to.deep.equal(PROPERTIES.map(({ name }) => name).sort());
    await stack.up();
    expect(await seen()).to.deep.equal(expected(1));
    const vlan = (await lab.machine("ip -o link show bond0.20; ip -o address show bond0.20")).stdout;
    expect(vlan).to.include("mtu 1300").and.include("10.20.0.5/24");
  });

  it("is named when somebody changes it by hand, and repaired by the next up", async () => {
    await byHand(lab, PROPERTIES.map(({ hand }) => hand).join("\n"));
    await stack.refresh();
    const found = await drift();
    expect(found.files).to.have.members(PROPERTIES.flatMap((property) => property.found.files ?? []));
    expect(found.kernel).to.have.members(PROPERTIES.flatMap((property) => property.found.kernel ?? []));
    await stack.up();
    expect(await seen()).to.deep.equal(expected(1));
    await nothingToDo();
  });

  it("that keeps the bond from coming up at boot does so, and the next up brings it", async () => {
    await lab.powerCycle();
    expect((await lab.machine("ls /sys/class/net")).stdout).to.not.include("bond0");
    await stack.refresh();
    expect((await drift()).kernel).to.deep.equal(["kernel: bond0: device is absent, declared a bond"]);
    await stack.up();
    expect(await seen()).to.deep.equal(expected(1));
    await nothingToDo();
  });

  it("is gone when it leaves the program, and the bond stays", async () => {
    await stack.declare(bond());
    await stack.up();
    expect(await seen()).to.deep.equal(expected(2));
    expect((await lab.machine("cat /proc/net/bonding/bond0")).stdout).to.match(
      /Slave Interface: em2(.|\n)*Slave Interface: em3/,
    );
    await nothingToDo();
  });

  it("leaves nothing behind after destroy, and the lines of others are there", async () => {
    await stack.declare(bond(values("first")));
    await stack.up();
    await byHand(lab, "echo NOZEROCONF=yes >>/etc/sysconfig/network");
    await stack.destroy();
    const left = (await lab.machine(KEPT)).stdout;
    expect(left.replace("NOZEROCONF=yes\n", "").replace("nameserver 10.0.2.4\n", "")).to.equal(original);
    expect(left).to.include("NOZEROCONF=yes").and.include("nameserver 10.0.2.4");
    expect((await lab.machine("cat /sys/class/net/em2/mtu /sys/class/net/em2/address")).stdout).to.equal(
      "1500\n52:54:00:00:00:02\n",
    );
  });
});

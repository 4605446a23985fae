import { expect } from "chai";
import { byHand } from "./drift/truth";
import { Lab } from "./lab";
import { Stack } from "./stack";

/** A network of its own for the bond, with a DHCP server: QEMU's answers on the other one. */
const SERVER = `ip link add sw1 type bridge; ip link set sw1 up; ip address add 10.70.0.1/24 dev sw1
for port in port2 port3; do ip link set $port master sw1; done
dnsmasq --port=0 --interface=sw1 --bind-interfaces --leasefile-ro --dhcp-authoritative --dhcp-range=10.70.0.100,10.70.0.150,1h --pid-file=/run/dnsmasq-sw1.pid --log-facility=/run/dnsmasq-sw1.log --log-dhcp`;

const LEASES = "/var/lib/dhclient/dhclient-bond0.leases";

/** What the bond has from DHCP, the client that holds the lease, and the host's default route: em1 has had it before. */
interface Lease {
  address: string;
  router: string;
  client: string;
  leases: string;
}

describe("A bond whose address comes by DHCP", function () {
  this.timeout(600_000);
  let lab: Lab;
  let stack: Stack;
  let files: string;
  let lease: Lease;
  const bond = (more: Record<string, unknown>) => ({
    bond0: { connection: lab.connection(), mode: "active-backup", members: ["em2", "em3"], ...more },
  });
  const say = async (command: string) => (await lab.machine(command)).stdout.trim();
  const clients = () => say("pgrep -x dhclient");
  const address = () => say("ip -o -4 address show dev bond0 | awk '{ print $4 }'");
  const FILES = "cd /etc/sysconfig; cat network network-scripts/*fcfg-*; cat /etc/resolv.conf";

  async function leased(): Promise<Lease> {
    const router = await say("ip -4 route show default | awk '{ print $3, $5 }'");
    return { address: await address(), router, client: await clients(), leases: await say(`cat ${LEASES}`) };
  }
  const onTop = () =>
    say(
      "for f in 4 6; do ip -o -$f address show dev bond0.20 scope global | awk '{ print $4 }'; ip -$f route show dev bond0.20 | grep via; done",
    );

  /** A VLAN on the bond, made by hand, with addresses and routes: what is on it. */
  async function withVlan(): Promise<string> {
    await byHand(
      lab,
      "ip link add link bond0 name bond0.20 up type vlan id 20; ip address add 10.20.0.5/24 dev bond0.20; ip address add 2001:db8:20::5/64 dev bond0.20 nodad; ip route add 10.21.0.0/16 via 10.20.0.1; ip -6 route add 2001:db8:21::/48 via 2001:db8:20::1",
    );
    const made = await onTop();
    expect(made.split("\n")).to.have.length(4);
    return made;
  }
  const drift = async () => (await stack.recorded("bond0"))?.outputs.drift;
  const asDeclared = async () =>
    expect((await stack.run("preview", "--refresh", "--expect-no-changes")).code).to.equal(0);

  before(async () => {
    lab = await Lab.up();
    await lab.reset();
    const { code, stderr } = await lab.switch(SERVER);
    expect(code, stderr).to.equal(0);
    files = await say(FILES);
    stack = await Stack.create(bond({ dhcp: true }));
  });
  after(async () => {
    await stack?.remove();
  });

  it("has a lease of the server in the switch after create", async () => {
    await stack.up();
    lease = await leased();
    expect(lease.address).to.match(/^10\.70\.0\.1[0-5]\d\/24$/);
    expect(lease.leases).to.include("option routers 10.70.0.1");
    expect(lease.router).to.equal("10.0.2.2 em1");
    expect(lease.client).to.match(/^\d+$/);
    expect(await lab.switch("cat /run/dnsmasq-sw1.log").then(({ stdout }) => stdout)).to.include("DHCPACK(sw1)");
    await asDeclared();
  });

  it("keeps the lease and its client while options change live and a member leaves and joins", async () => {
    await stack.declare(bond({ dhcp: true, members: ["em2"], options: { miimon: 50, updelay: 100, primary: "em2" } }));
    await stack.up();
    expect(await say("cat /sys/class/net/bond0/bonding/updelay")).to.equal("100");
    await stack.declare(bond({ dhcp: true, options: { miimon: 50 } }));
    await stack.up();
    expect(await leased()).to.deep.equal(lease);
    await asDeclared();
  });

  it("is named when the address is gone though the client runs, and has it again after up", async () => {
    await byHand(lab, "ip -4 address flush dev bond0");
    await stack.refresh();
    expect(await drift()).to.deep.equal({
      files: [],
      kernel: ["kernel: bond0: address is none, declared one by DHCP"],
    });
    await stack.up();
    expect(await address()).to.equal(lease.address);
    await asDeclared();
  });

  it("is named when the client is gone, and has one client again after up", async () => {
    await byHand(
      lab,
      "pkill -x dhclient; sed -i s/BOOTPROTO=dhcp/BOOTPROTO=none/ /etc/sysconfig/network-scripts/ifcfg-bond0",
    );
    await stack.refresh();
    expect(await drift()).to.deep.equal({
      files: ["ifcfg-bond0: dhcp is false, declared true"],
      kernel: ["kernel: bond0: dhcp is false, declared true"],
    });
    await stack.up();
    expect(await clients()).to.match(/^\d+$/);
    expect(await address()).to.equal(lease.address);
    await asDeclared();
  });

  it("has a static address and no client after the program says so, and a lease again after it does not", async () => {
    await stack.declare(bond({ addresses: ["10.70.0.5/24"], options: { primary: "em3", primaryReselect: "failure" } }));
    await stack.up();
    expect(await address()).to.equal("10.70.0.5/24");
    expect(await clients()).to.equal("");
    await asDeclared();
    const vlan = await withVlan();
    await stack.declare(bond({ dhcp: true }));
    await stack.up();
    expect(await address()).to.equal(lease.address);
    await asDeclared();
    expect(await onTop(), "the VLAN that somebody put on the bond").to.equal(vlan);
    expect(await say("cd /sys/class/net/bond0/bonding; cat primary primary_reselect")).to.equal("always 0");
    await byHand(lab, "ip link delete bond0.20");
  });

  it("leaves no client and no file of its own after destroy", async () => {
    await stack.destroy();
    expect(await clients()).to.equal("");
    expect(await say("cat /sys/class/net/bonding_masters")).to.equal("");
    expect(await say(FILES)).to.equal(files);
    expect(await say("ip -4 route show default")).to.equal("default via 10.0.2.2 dev em1");
  });

  it("ends its client when it is taken over without DHCP, under whatever name its file has", async () => {
    const uplink = "DEVICE=bond0\\nONBOOT=yes\\nBOOTPROTO=dhcp\\nBONDING_OPTS='mode=1 miimon=100'\\n";
    const members = `for nic in em2 em3; do printf "DEVICE=$nic\\nMASTER=bond0\\nSLAVE=yes\\nONBOOT=yes\\n" >ifcfg-$nic; done`;
    await byHand(lab, `cd /etc/sysconfig/network-scripts; printf "${uplink}" >ifcfg-uplink; ${members}; ifup uplink`);
    expect(await clients()).to.match(/^\d+$/);
    await stack.declare(bond({ adopt: true, addresses: ["10.70.0.6/24"] }));
    await stack.up();
    expect(await clients()).to.equal("");
    expect(await address()).to.equal("10.70.0.6/24");
    expect(await say("ls /etc/sysconfig/network-scripts | grep -E 'uplink|bond0'")).to.equal("ifcfg-bond0");
    await asDeclared();
    await stack.destroy();
    expect(await say("cat /sys/class/net/bonding_masters")).to.equal("");
  });
});

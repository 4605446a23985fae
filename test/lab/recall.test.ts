import { expect } from "chai";
import type { Desired } from "../../provider/model/desired";
import { declaration } from "../model/declaration";
import { planChange } from "../model/plans";
import { Host } from "./host";
import { Lab } from "./lab";

/** A bond over em2 and em3 with a VLAN on it, and all that other hands can give them: nothing of it is declared. */
const MADE = `set -e
modprobe bonding max_bonds=0
echo +bond0 >/sys/class/net/bonding_masters
cd /sys/class/net/bond0/bonding
echo active-backup >mode; echo 100 >miimon
ip link set em2 down; echo +em2 >slaves
ip link set em3 down; echo +em3 >slaves
ip link set bond0 up
ip link add link bond0 name bond0.20 up type vlan id 20
ip addr add 10.60.0.5/24 brd + dev bond0
ip addr add 192.0.2.7/32 dev bond0
ip addr add 2001:db8:60::5/64 dev bond0 nodad
ip addr add 10.20.0.5/24 dev bond0.20
ip addr add 2001:db8:20::5/64 dev bond0.20 nodad
ip route add default via 198.51.100.1 dev bond0 onlink metric 500 src 192.0.2.7
ip route add 10.61.0.0/16 via 10.60.0.1 dev bond0 table 61 mtu 1400
ip route add 169.254.0.0/16 dev bond0 metric 1004
ip route add 10.62.0.0/16 via inet6 fe80::9 dev bond0
ip route add 10.63.0.0/16 nexthop via 10.60.0.1 dev bond0 weight 3 nexthop via 10.60.0.2 dev bond0
ip route add 10.64.0.0/16 via 10.20.0.1 table 61
ip -6 route add 2001:db8:61::/48 via 2001:db8:60::1 src 2001:db8:60::5 table 61
ip -6 route add 2001:db8:62::/48 via fe80::9 dev bond0.20
ip rule add from 10.60.0.5 lookup 61 priority 610
ip neigh add 10.60.0.9 lladdr 02:00:00:00:00:09 dev bond0 nud permanent
ip neigh add proxy 10.60.0.8 dev bond0`;

/** What the kernel has of all that; link-local addresses of its own making come when the link does. */
const KNOWN = `ip -4 -o route show table all | grep -v -e ' table local' -e em1 | sed 's/ linkdown//'
ip -6 -o route show table all | grep bond0 | grep -v -e ' table local' -e '^fe80::/64' -e '^multicast' | sed 's/ linkdown//' | sort
ip rule; ip neigh show nud permanent; ip neigh show proxy
ip -o addr show | grep bond0 | grep -v ' fe80:' | sed 's/^[0-9]*: //'
ip -o link show dev bond0.20 up | grep -o 'bond0.20@bond0'`;

const DESIRED = declaration({ mode: "balance-alb", members: ["em2", "em3"], addresses: ["10.60.0.5/24"] });

describe("A bond that goes down for another mode", function () {
  this.timeout(600_000);
  let host: Host;
  let lab: Lab;

  const known = async () => (await lab.machine(KNOWN)).stdout;
  const plan = async (desired: Desired) => {
    const observed = await host.look();
    return planChange(desired, observed, { activation: "least", files: [], previous: desired });
  };

  before(async () => {
    lab = await Lab.up();
    host = new Host(lab);
    await lab.reset();
    const { code, stderr } = await lab.machine(MADE);
    expect(code, stderr).to.equal(0);
  });
  after(() => lab.reset());

  it("has every route of every table again, with rules, neighbours and what stands on it", async () => {
    const before = await known();
    expect(before).to.match(/^default via 198\.51\.100\.1 dev bond0 src 192\.0\.2\.7 metric 500 onlink/m);
    const begun = await host.begin(await plan(DESIRED));
    expect(begun.outcome, begun.text).to.deep.equal({ result: "applied" });
    expect(begun.text).to.not.contain("not put back");
    await host.confirm(begun.id);
    expect(await known()).to.equal(before);
    expect((await lab.machine("cat /sys/class/net/bond0/bonding/mode")).stdout).to.equal("balance-alb 6\n");
  });

  it("has them as well when the change fails and is rolled back, and nothing is left that was not there", async () => {
    const before = await known();
    const change = await plan({ ...DESIRED, mode: "balance-rr" });
    const begun = await host.begin({ ...change, verify: [["absent", "lo"]] });
    expect(begun.outcome, begun.text).to.deep.include({ result: "rolled-back", notRestored: [] });
    expect(await known()).to.equal(before);
    expect((await lab.machine("cat /sys/class/net/bond0/bonding/mode")).stdout).to.equal("balance-alb 6\n");
  });

  it("is taken back when a route that it was to leave alone does not come back, and the route is named", async () => {
    const before = await known();
    const steps = [
      {
        title: "the VLAN loses its address",
        disruption: "live" as const,
        do: [["address-del", "bond0.20", "10.20.0.5/24"] as const],
        undo: [["recall", "bond0.20"] as const],
      },
    ];
    const begun = await host.begin({ device: "bond0", files: [], steps, verify: [["up", "bond0"]] });
    expect(begun.outcome, begun.text).to.deep.include({ result: "rolled-back", notRestored: [] });
    expect(begun.text).to.contain("route 10.64.0.0/16 via 10.20.0.1 dev bond0.20 table 61");
    expect(await known()).to.equal(before);
  });
});

import { expect } from "chai";
import type { Desired } from "../../../provider/model/desired";
import type { ObservedBond } from "../../../provider/model/observed";
import type { Plan } from "../../../provider/model/plan";
import type { How } from "../../../provider/plan/change";
import { refusal } from "../../../provider/plan/refuse";
import { vlansAbroad } from "../../../provider/plan/standing";
import { observe } from "../../model/observe";
import { run } from "../../model/ops";
import { planChange, planDelete } from "../../model/plans";
import { lacpText, type Port } from "../proc/lacpText";
import { expectAccepted, planOn } from "./accepted";
import { bonded, guide, guideHost } from "./fixture";

const TEAM = guide({ mode: "active-backup", members: ["em1", "em2", "em3"], options: { miimon: 100, primary: "em1" } });

function ungated({ gateway: _, ...rest }: Desired): Desired {
  return rest;
}

function change(from: Desired, to: Desired): Plan {
  return planOn(bonded(from), to, from);
}

const classes = (plan: Plan) =>
  [...new Set(plan.steps.map(({ disruption }) => disruption))].filter((one) => one !== "files");
const ops = (plan: Plan) => plan.steps.flatMap((step) => step.do.map((op) => op.join(" ").trim()));

describe("a change takes the mildest way the kernel knows", () => {
  const table: [string, Desired, string[]][] = [
    ["another miimon", { ...TEAM, options: { miimon: 50, primary: "em1" } }, ["live"]],
    [
      "ARP monitoring instead of MII",
      { ...TEAM, options: { arpInterval: 500, arpIpTarget: ["192.168.50.1"], primary: "em1" } },
      ["live"],
    ],
    ["another primary", { ...TEAM, options: { miimon: 100, primary: "em2" } }, ["member"]],
    ["an option that leaves the program", { ...TEAM, options: { miimon: 100 } }, ["live"]],
    ["another address", { ...TEAM, addresses: ["192.168.50.11/24"] }, ["live"]],
    ["another MTU", { ...TEAM, mtu: 9000 }, ["live"]],
    ["another MAC", { ...TEAM, macAddress: "02:00:00:00:00:01" }, ["bond-down"]],
    ["no gateway", ungated(TEAM), ["live"]],
    ["a further member", { ...TEAM, members: ["em1", "em2", "em3", "em4"] }, ["member"]],
    ["a member less", { ...TEAM, members: ["em1", "em2"] }, ["member"]],
    ["another mode", { ...TEAM, mode: "balance-xor", options: { miimon: 100 } }, ["members-released"]],
    [
      "another failOverMac",
      { ...TEAM, options: { miimon: 100, primary: "em1", failOverMac: "active" } },
      ["members-released"],
    ],
    ["DHCP", { ...ungated(TEAM), dhcp: true, addresses: [] }, ["members-released", "member"]],
    ["not on boot", { ...TEAM, onBoot: false }, []],
  ];
  for (const [what, wanted, expected] of table) {
    it(`${what}: ${expected.join(", ") || "files only"}`, () => {
      expect(classes(change(TEAM, wanted))).to.deep.equal(expected);
    });
  }

  it("says of a new LACP identity that the traffic stops for a moment, although the bond stays up", () => {
    const from = guide({ mode: "802.3ad", options: { miimon: 100 } });
    const plan = change(from, { ...from, options: { miimon: 100, adActorSystem: "02:00:00:00:00:01" } });
    expect(classes(plan)).to.deep.equal(["bond-down"]);
    expect(ops(plan)).to.not.include("down bond0");
  });

  it("takes the bond down for a moment for what only then can change", () => {
    const from = guide({ mode: "802.3ad", options: { miimon: 100 } });
    const plan = change(from, { ...from, options: { miimon: 100, lacpRate: "fast" } });
    expect(classes(plan)).to.deep.equal(["bond-down"]);
    expect(ops(plan)).to.deep.equal(["files", "down bond0", "sysfs bond0 lacp_rate fast", "up bond0", "recall bond0"]);
  });

  it("is more careful with an old kernel", () => {
    const from = guide({ mode: "802.3ad", options: { miimon: 100, adActorSysPrio: 1 } });
    const observed = { ...observe(bonded(from)), kernel: "3.10.0-1160.el7.x86_64" };
    const to = { ...from, options: { miimon: 100, adActorSysPrio: 2 } };
    const plan = planChange(to, observed, { activation: "least", files: [], previous: from });
    expect(classes(plan)).to.deep.equal(["bond-down"]);
  });
});

describe("the order of a change", () => {
  it("writes the delays again after miimon", () => {
    const from = guide({ options: { miimon: 100, updelay: 200 } });
    const plan = change(from, { ...from, options: { miimon: 50, updelay: 200 } });
    expect(ops(plan)).to.deep.equal([
      "files",
      "sysfs bond0 miimon 50",
      "sysfs bond0 updelay 200",
      "sysfs bond0 downdelay 0",
      "sysfs bond0 arp_validate none",
    ]);
  });

  it("adds ARP targets before the monitor asks them, and removes others afterwards", () => {
    const from = guide({ options: { arpInterval: 100, arpIpTarget: ["192.168.50.1"] } });
    const plan = change(from, { ...from, options: { arpInterval: 200, arpIpTarget: ["192.168.50.2"] } });
    expect(ops(plan).slice(1)).to.deep.equal([
      "sysfs bond0 arp_ip_target +192.168.50.2",
      "sysfs bond0 arp_interval 200",
      "sysfs bond0 arp_ip_target -192.168.50.1",
    ]);
  });

  it("chooses the new primary before the old one leaves", () => {
    const plan = change(TEAM, { ...TEAM, members: ["em2", "em3"], options: { miimon: 100, primary: "em2" } });
    const done = ops(plan);
    expect(done.indexOf("sysfs bond0 primary em2")).to.be.lessThan(done.indexOf("detach bond0 em1"));
  });

  it("adds the new address before it removes the old one", () => {
    const done = ops(change(TEAM, { ...TEAM, addresses: ["192.168.50.11/24"] }));
    const [added, removed] = ["address-add bond0 192.168.50.11/24", "address-del bond0 192.168.50.10/24"];
    expect(done.indexOf(added)).to.be.lessThan(done.indexOf(removed)).and.greaterThan(-1);
  });

  it("takes the old route away when only its metric changes: the kernel would keep both", () => {
    const [to, via] = ["10.60.0.0/16", "192.168.50.1"];
    for (const [before, after] of [
      [{}, { metric: 50 }],
      [{ metric: 50 }, {}],
      [{ metric: 50 }, { metric: 60 }],
    ]) {
      const from = guide({ routes: [{ to, via, ...before }] });
      const host = bonded(from);
      const wanted = guide({ routes: [{ to, via, ...after }] });
      run(host, planOn(host, wanted, from));
      const there = host.kernel.routes.all.filter((route) => route.to === to);
      expect(there).to.deep.equal([{ to, via, dev: "bond0", ...after }]);
    }
  });

  it("does not leave two devices with one MAC when the member that lent it leaves", () => {
    const done = ops(change(guide(), guide({ members: ["em2"], addresses: ["192.168.50.12/24"] })));
    expect(done).to.include("mac bond0 52:54:00:00:00:02");
    expect(done.indexOf("mac bond0 52:54:00:00:00:02")).to.be.lessThan(
      done.findIndex((op) => op.startsWith("ifup em1 ")),
    );
  });
});

describe("drift in the kernel", () => {
  const drifts: [string, (kernel: ReturnType<typeof bonded>["kernel"]) => void][] = [
    ["an option", (kernel) => kernel.write("bond0", "miimon", "50\n")],
    ["a member that left", (kernel) => kernel.release("bond0", "em2")],
    ["a member that was added", (kernel) => kernel.enslave("bond0", "em4")],
    [
      "a member in another bond",
      (kernel) => {
        kernel.release("bond0", "em2");
        kernel.createBond("bond9");
        kernel.enslave("bond9", "em2");
      },
    ],
    ["the bond down", (kernel) => kernel.setUp("bond0", false)],
    ["a member down", (kernel) => kernel.setUp("em2", false)],
    ["an address that is gone", (kernel) => kernel.deleteAddress("bond0", "192.168.50.10/24")],
    ["another gateway", (kernel) => kernel.addRoute({ to: "default", via: "192.168.50.2", dev: "bond0" })],
    ["the bond deleted", (kernel) => kernel.deleteBond("bond0")],
    [
      "another mode",
      (kernel) => {
        for (const member of ["em1", "em2"]) kernel.release("bond0", member);
        kernel.setUp("bond0", false);
        kernel.write("bond0", "mode", "5\n");
      },
    ],
  ];
  for (const [what, drift] of drifts) {
    it(`${what}: is repaired without a word in the files`, () => {
      const host = bonded();
      drift(host.kernel);
      const plan = planOn(host, guide(), guide());
      expect(plan.files).to.deep.equal([]);
      run(host, plan);
      expectAccepted(host, guide());
      expect(planOn(host, guide(), guide()).steps).to.deep.equal([]);
    });
  }

  it("leaves addresses of others where they are, a cluster's or a colleague's, also when the scripts act", () => {
    for (const cidr of ["192.168.50.200/32", "192.168.50.201/24", "192.168.77.1/24", "2001:db8::9/64"]) {
      const host = bonded();
      host.kernel.addAddress("bond0", cidr);
      expect(planOn(host, guide(), guide()).steps, cidr).to.deep.equal([]);
      run(host, planOn(host, guide({ mtu: 1400 }), guide(), "restart"));
      expect(host.kernel.device("bond0").addresses, cidr).to.include(cidr);
    }
  });

  it("takes them away where the program says that its own are the only ones", () => {
    for (const cidr of ["192.168.50.200/32", "192.168.77.1/24"]) {
      const host = bonded();
      host.kernel.addAddress("bond0", cidr);
      const alone = guide({ removeUndeclaredAddresses: true });
      run(host, planOn(host, alone, alone));
      expectAccepted(host, alone);
    }
  });

  it("takes away what an earlier declaration had, and keeps what nobody declared", () => {
    const host = bonded(guide({ addresses: ["192.168.50.10/24", "192.168.60.10/24"] }));
    host.kernel.addAddress("bond0", "192.168.77.1/24");
    run(host, planOn(host, guide(), guide({ addresses: ["192.168.50.10/24", "192.168.60.10/24"] })));
    expect(host.kernel.device("bond0").addresses).to.deep.equal(["192.168.50.10/24", "192.168.77.1/24"]);
  });
});

describe("drift in the files", () => {
  it("is repaired by one step that no kernel notices", () => {
    const host = bonded();
    host.files.delete("/etc/sysconfig/network-scripts/ifcfg-em2");
    const plan = planOn(host, guide(), guide());
    expect(ops(plan)).to.deep.equal(["files"]);
    expect(plan.verify.map(([word]) => word)).to.not.include("carrier");
  });
});

describe("VLANs on a bond", () => {
  it("stay with their addresses and routes when the mode changes, and come back with them", () => {
    const host = bonded();
    host.kernel.addVlan("bond0.20", "bond0");
    host.kernel.setUp("bond0.20", true);
    host.kernel.addAddress("bond0.20", "2001:db8:20::1/64");
    host.kernel.addRoute({ to: "2001:db8:99::/48", via: "2001:db8:20::fe", dev: "bond0.20" });
    run(host, planOn(host, guide({ mode: "active-backup" }), guide()));
    expect(host.kernel.device("bond0.20")).to.deep.include({ up: true, addresses: ["2001:db8:20::1/64"] });
    expect(host.kernel.routes.all.map(({ dev }) => dev)).to.include("bond0.20");
  });
});

describe("a plan's checks", () => {
  it("ask for what stands on the bond, up and with carrier as before", () => {
    const host = bonded();
    host.kernel.addVlan("bond0.20", "bond0");
    host.kernel.addVlan("bond0.21", "bond0");
    host.kernel.setUp("bond0.20", true);
    const words = planOn(host, guide({ mode: "active-backup" }), guide()).verify.map((check) => check.join(" "));
    expect(words).to.include.members(["up bond0.20", "carrier bond0.20"]);
    expect(words.join()).to.not.include("bond0.21");
  });

  it("are not reached where a container's VLAN would lose its routes: such a plan is refused", () => {
    const observed = observe(bonded());
    const there = { name: "eth0", kind: "vlan", parent: "bond0", namespace: "blue" };
    const abroad = [there, { ...there, name: "eth1", kind: "macvlan" }, { ...there, name: "eth2", parent: "em4" }];
    const lost = (to: Partial<Desired>) =>
      vlansAbroad(
        planChange(guide(to), observed, { activation: "least", files: [] }),
        { ...observed, abroad },
        refusal("change", "bond0", "media1"),
      );
    expect(lost({ mode: "active-backup" })).to.deep.equal([
      "Unable to change bond0 on media1: the VLAN eth0 in the network namespace blue would go down with it and lose its routes. Stop that container first, or make the change without it.",
    ]);
    expect(lost({ options: { miimon: 50 } })).to.deep.equal([]);
  });

  it("cover every declared value", () => {
    const wanted = guide({
      mode: "802.3ad",
      options: { miimon: 100, lacpRate: "fast" },
      mtu: 9000,
      dns: ["192.168.50.1"],
    });
    const words = planOn(guideHost(), wanted).verify.map((check) => check.join(" ").trim());
    expect(words).to.include.members([
      "members bond0 em1 em2",
      "sysfs bond0 mode 802.3ad",
      "sysfs bond0 miimon 100",
      "sysfs bond0 lacp_rate fast",
      "up bond0",
      "mtu bond0 9000",
      "address bond0 192.168.50.10/24",
      "route default 192.168.50.1 bond0",
      "resolver nameserver 192.168.50.1",
      "carrier em1",
      "carrier bond0",
      "partner bond0 em1 em2",
    ]);
  });

  it("ask for no LACP partner where the program does without, nor for members that had none before", () => {
    const wanted = guide({ mode: "802.3ad", members: ["em1", "em2", "em3"], options: { miimon: 100 } });
    const observed = observe(bonded(wanted));
    const well: Port = { name: "em1", carrier: true, aggregator: 1, states: [63, 61] };
    const half: Port = { ...well, name: "em2", states: [7, 69] };
    const proc = lacpText([well, half, { ...well, name: "em3", aggregator: 2 }]);
    const bonds = { bond0: { ...(observed.bonds.bond0 as ObservedBond), proc } };
    const partner = (change: Partial<How>) =>
      planChange({ ...wanted, mtu: 9000 }, { ...observed, bonds }, { activation: "least", files: [], ...change })
        .verify.filter(([word]) => word === "partner")
        .map((check) => check.join(" "));
    expect(partner({})).to.deep.equal(["partner bond0 em1"]);
    expect(partner({ requirePartner: false })).to.deep.equal([]);
  });

  it("of a delete look for the address that comes back", () => {
    const plan = planDelete("bond0", observe(bonded()));
    expect(plan.verify).to.deep.equal([
      ["absent", "bond0"],
      ["up", "em1"],
      ["address", "em1", "192.168.50.10/24"],
    ]);
  });
});

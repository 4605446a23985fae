import { expect } from "chai";
import type { Desired } from "../../../provider/model/desired";
import type { Link, Observed } from "../../../provider/model/observed";

import { fileChanges } from "../../../provider/stacks/network-scripts/files";
import { observe } from "../../model/observe";
import { run } from "../../model/ops";
import { type Allowed, conflicts, deleteConflicts } from "../../model/plans";
import { rootFile } from "../observedFixture";
import { planOn } from "./accepted";
import { bonded, guide, guideHost, overSsh } from "./fixture";

const HOW: Allowed = {
  host: "media1",
  adopt: false,
  allowManagementMove: false,
  activation: "least",
  differences: [],
};

function stack(change: Partial<Observed["stack"]>): Observed {
  const observed = observe(guideHost());
  return { ...observed, stack: { ...observed.stack, ...change } };
}

function withLink(name: string, change: Partial<Observed["links"][string]>): Observed {
  const observed = observe(guideHost());
  const link = observed.links[name];
  if (!link) throw new Error(`no ${name}`);
  return { ...observed, links: { ...observed.links, [name]: { ...link, ...change } } };
}

function withFile(path: string, content: string): Observed {
  const host = guideHost();
  host.put(path, content);
  return observe(host);
}

/** NIC em2 held by a bond or a bridge of others. */
function heldBy(master: string, kind: string): Observed {
  const observed = withLink("em2", { master });
  const { em2 } = observed.links;
  if (!em2) throw new Error("no em2");
  // The kernel does not tell the burnt-in address of everything that somebody else holds.
  const { permanentMac: _, ...held } = em2;
  const holder = { ...held, name: master, kind, addresses: [] };
  const other = { content: "DEVICE=em4\n", mode: "644", owner: "root:root", exact: true };
  const files = { ...observed.files, "/etc/sysconfig/network-scripts/ifcfg-em4": other };
  return { ...observed, files, links: { ...observed.links, em2: held, [master]: holder } };
}

function withVlan(): Observed {
  const host = guideHost();
  host.kernel.addVlan("em2.7", "em2");
  return observe(host);
}

describe("a change is refused before anything happens", () => {
  const table: [string, Observed, Partial<Desired>, string][] = [
    [
      "without privilege",
      { ...observe(guideHost()), privileged: false },
      {},
      "the user is not root and has no sudo. Connect as root or declare connection.sudo.",
    ],
    [
      "without network-scripts",
      stack({ networkScripts: false }),
      {},
      "the host has no network-scripts (/sbin/ifup is missing or only calls NetworkManager). Install the package network-scripts, or let NetworkManager 1.40 or newer manage the NICs.",
    ],
    [
      "when NetworkManager manages a member",
      stack({ networkManager: "running", networkManagerDevices: ["em2"] }),
      {},
      "NetworkManager manages em2. Write NM_CONTROLLED=no into its ifcfg file and run `nmcli connection reload`, or stop and disable NetworkManager.",
    ],
    [
      "when nothing brings the files up at boot",
      stack({ networkService: "disabled" }),
      {},
      "the network service is disabled, so nothing would bring the bond up at boot. Run `systemctl enable network`, or declare onBoot: false.",
    ],
    [
      "with a root filesystem on the network",
      stack({ rootFilesystem: "nfs4" }),
      {},
      "its root filesystem is on the network (nfs4). Change this bond on the console; the host would lose its disk in between.",
    ],
    ["with a read-only /etc", stack({ etcWritable: false }), {}, "/etc is read-only. Remount it writable."],
    [
      "without space",
      stack({ freeKilobytes: 12 }),
      {},
      "only 12 kB are free for the snapshot and the files, 4096 are needed. Free space in /var/lib and /etc.",
    ],
    [
      "while another change is open",
      { ...observe(guideHost()), transaction: { id: "t1", device: "bond7", phase: "applied", holder: "ann@desk" } },
      {},
      "a change of bond7 by ann@desk is still open (applied, transaction t1). Wait until it is confirmed or rolled back, or roll it back with `npx pulumi-linux-bond rollback`.",
    ],
    [
      "for a member that is not there",
      observe(guideHost()),
      { members: ["em1", "em9"] },
      "there is no device em9. Name one of em1, em2, em3, em4.",
    ],
    [
      "for a member of another bond",
      heldBy("bond7", "bond"),
      {},
      "em2 belongs to the bond bond7. Take it out of bond7 first, or leave it out of members.",
    ],
    [
      "for a member of a bridge",
      heldBy("br0", "bridge"),
      {},
      "em2 belongs to the bridge br0. Take it out of br0 first, or leave it out of members.",
    ],
    [
      "for a member with an address of its own",
      withLink("em2", { addresses: ["10.1.1.1/24"] }),
      {},
      "em2 has the address 10.1.1.1/24, which the declaration does not mention and which would be lost. Add it to addresses, remove it from the NIC, or set apply.allowManagementMove.",
    ],
    [
      "for a member with a VLAN on it",
      withVlan(),
      {},
      "the VLAN em2.7 stands on em2. Move it to bond0 (VLANs stand on the bond), or remove it.",
    ],
    [
      "for a member that is a VLAN, which only its file makes at boot",
      withLink("em2", { kind: "vlan", parent: "em3" }),
      {},
      'em2 is a VLAN of em3, which a boot makes only by its file. Write extraKeys: { members: { "em2": {"VLAN":"yes","PHYSDEV":"em3","VID":"..."} } }.',
    ],
    [
      "for a member that no file makes at boot",
      withLink("em2", { kind: "macvlan", parent: "em3" }),
      {},
      "em2 is a macvlan of em3, which no file of network-scripts makes at boot. Name NICs as members.",
    ],
    [
      "for a partition of InfiniBand without the keys of its file",
      withLink("em2", { kind: "ipoib", parent: "ib0" }),
      {},
      'em2 is a partition of ib0, which a boot makes only by its file. Write extraKeys: { members: { "em2": {"TYPE":"InfiniBand","PKEY":"yes","PHYSDEV":"ib0","PKEY_ID":"..."} } }.',
    ],
    [
      "for a member whose own file has keys that a boot needs",
      withFile("/etc/sysconfig/network-scripts/ifcfg-em2", "DEVICE=em2\nTYPE=InfiniBand\nCONNECTED_MODE=yes\n"),
      {},
      'ifcfg-em2 says CONNECTED_MODE=yes, without which a boot does not make em2 as it is. Write extraKeys: { members: { "em2": {"CONNECTED_MODE":"yes"} } }.',
    ],
    [
      "for a second file of the same device",
      withFile("/etc/sysconfig/network-scripts/ifcfg-old", "DEVICE=em2\n"),
      {},
      "/etc/sysconfig/network-scripts/ifcfg-old also claims em2. Remove or rename that file; the scripts would take one for the other.",
    ],
    [
      "for a file with the MAC of a member",
      withFile("/etc/sysconfig/network-scripts/ifcfg-lan", "HWADDR=52:54:00:00:00:02\n"),
      {},
      "/etc/sysconfig/network-scripts/ifcfg-lan claims the MAC address of em2 (HWADDR). Remove or rename that file; the scripts would take one for the other.",
    ],
  ];
  for (const [when, observed, change, reason] of table) {
    it(when, () => {
      expect(conflicts(guide(change), observed, HOW)).to.deep.equal([`Unable to create bond0 on media1: ${reason}`]);
    });
  }

  it("for a bond that somebody else made: names what differs and how to take it over", () => {
    const differences = ["ifcfg-bond0: miimon is 100, declared 50", "kernel: bond0: miimon is 100, declared 50"];
    expect(conflicts(guide(), observe(bonded()), { ...HOW, differences })).to.deep.equal([
      "Unable to create bond0 on media1: the bond is there already and was not made by this program; " +
        "it differs from the declaration: ifcfg-bond0: miimon is 100, declared 50; kernel: bond0: miimon is 100, declared 50. " +
        "Set adopt: true to take it over as it is and change only what differs, or remove it first.",
    ]);
  });

  it("names an option that the kernel does not have", () => {
    const observed = observe(bonded());
    const bond = observed.bonds.bond0;
    if (!bond) throw new Error("no bond0");
    const { miimon: _, ...options } = bond.options;
    const old = { ...observed, bonds: { bond0: { ...bond, options } } };
    expect(conflicts(guide(), old, { ...HOW, previous: guide() })[0]).to.include("has no option miimon");
  });
});

describe("a change is allowed", () => {
  it("when the address of SSH moves from its NIC into the bond", () => {
    expect(conflicts(guide(), overSsh(guideHost(), "192.168.50.10", "em1"), HOW)).to.deep.equal([]);
  });

  it("with an IPv6 address that a router gave a member", () => {
    const automatic = withLink("em2", { addresses: ["2001:db8::5054:ff:fe00:2/64"] });
    expect(conflicts(guide(), automatic, HOW)).to.deep.equal([]);
  });

  it("over a bond that nobody set up", () => {
    const host = guideHost();
    host.kernel.createBond("bond0");
    expect(conflicts(guide(), observe(host), HOW)).to.deep.equal([]);
  });

  it("once the bond is ours, although a bridge took a member", () => {
    const bridge: Link = { name: "br0", up: true, mtu: 1500, mac: "", kind: "bridge", addresses: [] };
    const seen = observe(bonded());
    const em2 = { ...(seen.links.em2 as Link), master: "br0" };
    const bridged = { ...seen, links: { ...seen.links, br0: bridge, em2 } };
    expect(conflicts(guide(), bridged, { ...HOW, previous: guide() })).to.deep.equal([]);
    expect(conflicts(guide(), bridged, { ...HOW, adopt: true })[0]).to.include("em2 belongs to the bridge br0");
  });

  it("once the bond is ours, although somebody left a second file for it", () => {
    const seen = observe(bonded());
    const path = "/etc/sysconfig/network-scripts/ifcfg-bond0.save";
    const second = { ...seen, files: { ...seen.files, [path]: rootFile("DEVICE=bond0\nMTU=9000\n") } };
    expect(conflicts(guide(), second, { ...HOW, previous: guide() })).to.deep.equal([]);
    expect(conflicts(guide(), second, { ...HOW, adopt: true })[0]).to.include("ifcfg-bond0.save also claims bond0");
  });

  it("when a bond is adopted whose files another tool gave other names: they go", () => {
    const { files, ...seen } = observe(bonded());
    const renamed = (path: string) => path.replace(/ifcfg-(bond0|em2)$/, "ifcfg-Bond_connection_$1");
    const named = {
      ...seen,
      files: Object.fromEntries(Object.entries(files).map(([path, one]) => [renamed(path), one])),
    };
    const scripts = "/etc/sysconfig/network-scripts";
    named.files[`${scripts}/route-Bond_connection_bond0`] = rootFile("10.1.0.0/16 via 10.0.0.1\n");
    expect(conflicts(guide(), named, { ...HOW, adopt: true })).to.deep.equal([]);
    const others = Object.keys(named.files).filter((path) => path.includes("_connection_"));
    const gone = fileChanges(guide(), named, {}, true).filter(({ content }) => content === null);
    expect(gone.map(({ path }) => path))
      .to.include.members(others)
      .and.satisfy(() => others.length === 3);
    const before = { ...named.files, [`${scripts}/ifcfg-em2`]: rootFile("DEVICE=em2\nONBOOT=no\n") };
    expect(conflicts(guide(), { ...named, files: before }, { ...HOW, adopt: true })).to.deep.equal([]);
    for (const [name, why] of [
      ["ifcfg-bond0", "which of two would count"],
      ["rule-Bond_connection_bond0", "these rules would be lost"],
    ]) {
      const more = { ...named.files, [`${scripts}/${name}`]: rootFile("DEVICE=bond0\n") };
      const refused = conflicts(guide(), { ...named, files: more }, { ...HOW, adopt: true });
      expect(refused[0], why).to.include("ifcfg-Bond_connection_bond0 also claims bond0");
    }
  });

  it("when an existing bond is adopted, and when it is ours", () => {
    expect(conflicts(guide(), observe(bonded()), { ...HOW, adopt: true })).to.deep.equal([]);
    expect(conflicts(guide(), observe(bonded()), { ...HOW, previous: guide() })).to.deep.equal([]);
  });
});

describe("the way in", () => {
  const moved = guide({ addresses: ["192.168.50.77/24"] });

  it("does not move without permission", () => {
    const onBond = overSsh(bonded(), "192.168.50.10", "bond0");
    const found = conflicts(moved, onBond, { ...HOW, previous: guide() });
    expect(found[0]).to.include("SSH came in by 192.168.50.10, and the bond will not have that address");
    expect(conflicts(moved, onBond, { ...HOW, previous: guide(), allowManagementMove: true })).to.deep.equal([]);
  });

  it("may be the bond that is deleted when a restored file brings the address back", () => {
    expect(deleteConflicts("bond0", overSsh(bonded(), "192.168.50.10", "bond0"), { host: "media1" })).to.deep.equal([]);
  });

  for (const lines of [
    "IPADDR=192.168.50.10\nNETMASK=255.255.255.0\n",
    "IPADDR0=192.168.50.10\nPREFIX0=24\n",
    "IPADDR=192.168.50.10\n",
    "BOOTPROTO=dhcp\n",
  ])
    it(`may be deleted however the restored file writes it: ${JSON.stringify(lines)}`, () => {
      const host = guideHost();
      host.put("/etc/sysconfig/network-scripts/ifcfg-em1", `DEVICE=em1\nONBOOT=yes\n${lines}`);
      run(host, planOn(host, guide()));
      const observed = overSsh(host, "192.168.50.10", "bond0");
      expect(deleteConflicts("bond0", observed, { host: "media1" })).to.deep.equal([]);
    });

  it("is not deleted when nothing brings its address back", () => {
    const wanted = guide({ addresses: ["192.168.50.10/24", "192.168.50.11/24"] });
    const observed = overSsh(bonded(wanted), "192.168.50.11", "bond0");
    expect(deleteConflicts("bond0", observed, { host: "media1" })[0]).to.include("retainOnDelete");
    expect(deleteConflicts("bond0", observed, { host: "media1", force: true })).to.deep.equal([]);
  });

  it("keeps the bond while a VLAN stands on it", () => {
    const host = bonded();
    host.kernel.addVlan("bond0.20", "bond0");
    expect(deleteConflicts("bond0", observe(host), { host: "media1" })[0]).to.include("the VLAN bond0.20 stands on it");
  });

  it("keeps the bond while anything stands on it, at any height, in containers too", () => {
    const observed = observe(bonded());
    const nic = observed.links.em4 as Link;
    const put = (name: string, kind: string, parent: string) => ({ [name]: { ...nic, name, kind, parent } });
    const links = { ...observed.links, ...put("bond0.7", "vlan", "bond0"), ...put("mv0", "macvlan", "bond0.7") };
    const abroad = [
      { name: "eth0", kind: "ipvlan", parent: "bond0.7", namespace: "of process 7 (nginx)" },
      { name: "eth0", kind: "macvlan", parent: "em4", namespace: "blue" },
    ];
    expect(deleteConflicts("bond0", { ...observed, links, abroad }, { host: "media1" })).to.deep.equal([
      "Unable to delete bond0 on media1: the VLAN bond0.7 stands on it and would be lost with it. Move or remove that first.",
      "Unable to delete bond0 on media1: the macvlan mv0 stands on it and would be lost with it. Move or remove that first.",
      "Unable to delete bond0 on media1: the ipvlan eth0 in the network namespace of process 7 (nginx) stands on it and would be lost with it. Move or remove that first.",
    ]);
    const taken = conflicts(guide({ members: ["em1", "em2", "em4"] }), { ...observed, abroad }, HOW);
    expect(taken.join()).to.include("the macvlan eth0 in the network namespace blue stands on em4");
  });
});

import { ifcfgPath, NETWORK, routePath } from "../../../provider/ifcfg/paths";
import type { Desired } from "../../../provider/model/desired";
import type { Link, Observed } from "../../../provider/model/observed";
import { edited, plainLink, rootFile } from "../observedFixture";

/** One thing that happens to a host behind the program's back, and what must be said about it. */
export interface DriftRow {
  name: string;
  desired?: Partial<Desired>;
  change: (observed: Observed) => Observed;
  files?: string[];
  kernel?: string[];
  inputs?: Record<string, unknown>;
}

const BOND = ifcfgPath("bond0");

/** The bond's sysfs file says something else. */
const sysfs = (kernel: string, text: string) => (observed: Observed) => {
  const bond = observed.bonds.bond0;
  if (bond?.options[kernel] === undefined) throw new Error(`the bond has no file ${kernel}`);
  return {
    ...observed,
    bonds: { ...observed.bonds, bond0: { ...bond, options: { ...bond.options, [kernel]: text } } },
  };
};

const link = (name: string, change: Partial<Link>) => (observed: Observed) => {
  const old = observed.links[name];
  if (old === undefined) throw new Error(`no device ${name}`);
  return { ...observed, links: { ...observed.links, [name]: { ...old, ...change } } };
};

/** A device that belongs to nothing any more. */
const free = (name: string) => (observed: Observed) => {
  const { master: _, ...rest } = observed.links[name] ?? plainLink(name, 9);
  return { ...observed, links: { ...observed.links, [name]: rest } };
};

const members =
  (...names: string[]) =>
  (observed: Observed) => {
    const bond = observed.bonds.bond0;
    return bond === undefined
      ? observed
      : { ...observed, bonds: { ...observed.bonds, bond0: { ...bond, members: names } } };
  };

const file = (path: string, from: string | RegExp, to: string) => (observed: Observed) =>
  edited(observed, path, from, to);

const without = (path: string) => (observed: Observed) => {
  const { [path]: _, ...files } = observed.files;
  return { ...observed, files };
};

const withFile = (path: string, content: string) => (observed: Observed) => ({
  ...observed,
  files: { ...observed.files, [path]: rootFile(content) },
});

const fileMode = (path: string, change: { mode?: string; owner?: string; exact?: boolean }) => (observed: Observed) => {
  const old = observed.files[path] ?? rootFile("");
  return { ...observed, files: { ...observed.files, [path]: { ...old, ...change } } };
};

const noBond = (observed: Observed): Observed => {
  const { bond0: _, ...links } = observed.links;
  return { ...observed, bonds: {}, links };
};

const all =
  (...changes: ((observed: Observed) => Observed)[]) =>
  (observed: Observed) =>
    changes.reduce((now, change) => change(now), observed);

/** An option whose kernel value alone changed. */
function option(
  name: string,
  kernel: string,
  text: string,
  found: unknown,
  declared: unknown,
  desired: Partial<Desired> = {},
): DriftRow {
  const show = (value: unknown) => (Array.isArray(value) ? value.join(", ") : String(value));
  const verb = Array.isArray(declared) ? "are" : "is";
  return {
    name: `${name} set by hand in the running bond`,
    desired,
    change: sysfs(kernel, text),
    kernel: [`kernel: bond0: ${name} ${verb} ${show(found)}, declared ${show(declared)}`],
    inputs: { options: { ...(desired.options ?? { miimon: 100 }), [name]: found } },
  };
}

const arp = { miimon: 0, arpInterval: 1000, arpIpTarget: ["10.0.0.1"] };
const lacp: Partial<Desired> = { mode: "802.3ad" };

/** Every option class: live, bond down, empty, lists, members, flags, words; mentioned by the program and not. */
const OPTION_ROWS: DriftRow[] = [
  option("miimon", "miimon", "50", 50, 100),
  option("updelay", "updelay", "400", 400, 200, { options: { miimon: 100, updelay: 200 } }),
  option("downdelay", "downdelay", "300", 300, 0),
  option("useCarrier", "use_carrier", "0", false, true),
  option("arpInterval", "arp_interval", "500", 500, 1000, { options: arp }),
  option("arpIpTarget", "arp_ip_target", "10.0.0.1 10.0.0.2", ["10.0.0.1", "10.0.0.2"], ["10.0.0.1"], { options: arp }),
  option("arpValidate", "arp_validate", "all 3", "all", "none", { options: arp }),
  option("primary", "primary", "em2", "em2", "em1", { options: { miimon: 100, primary: "em1" } }),
  option("primaryReselect", "primary_reselect", "failure 2", "failure", "always"),
  option("failOverMac", "fail_over_mac", "active 1", "active", "none"),
  option("numGratArp", "num_grat_arp", "5", 5, 1),
  option("resendIgmp", "resend_igmp", "9", 9, 1),
  option("allSlavesActive", "all_slaves_active", "1", true, false),
  option("packetsPerSlave", "packets_per_slave", "8", 8, 1, { mode: "balance-rr" }),
  option("xmitHashPolicy", "xmit_hash_policy", "layer3+4 1", "layer3+4", "layer2+3", {
    mode: "balance-xor",
    options: { miimon: 100, xmitHashPolicy: "layer2+3" },
  }),
  option("tlbDynamicLb", "tlb_dynamic_lb", "0", false, true, { mode: "balance-tlb" }),
  option("lpInterval", "lp_interval", "30", 30, 1, { mode: "balance-alb" }),
  option("lacpRate", "lacp_rate", "slow 0", "slow", "fast", { ...lacp, options: { miimon: 100, lacpRate: "fast" } }),
  option("adSelect", "ad_select", "count 2", "count", "stable", lacp),
  option("minLinks", "min_links", "2", 2, 0, lacp),
  option("adActorSystem", "ad_actor_system", "02:00:00:00:00:01", "02:00:00:00:00:01", "00:00:00:00:00:00", lacp),
  {
    name: "miimon halved, which halves the delays that the kernel counts in its ticks",
    desired: { options: { miimon: 100, updelay: 200 } },
    change: all(sysfs("miimon", "50"), sysfs("updelay", "100")),
    kernel: ["kernel: bond0: miimon is 50, declared 100", "kernel: bond0: updelay is 100, declared 200"],
    inputs: { options: { miimon: 50, updelay: 100 } },
  },
  {
    name: "miimon edited in the file",
    change: file(BOND, "miimon=100", "miimon=50"),
    files: ["ifcfg-bond0: miimon is 50, declared 100"],
    inputs: { options: { miimon: 50 } },
  },
  {
    name: "miimon edited in the file and set to something else in the kernel",
    change: all(file(BOND, "miimon=100", "miimon=50"), sysfs("miimon", "200")),
    files: ["ifcfg-bond0: miimon is 50, declared 100"],
    kernel: ["kernel: bond0: miimon is 200, declared 100"],
    inputs: { options: { miimon: 200 } },
  },
  {
    name: "an option added to BONDING_OPTS",
    change: file(BOND, "miimon=100", "miimon=100 resend_igmp=4"),
    files: ["ifcfg-bond0: resendIgmp is 4, declared 1"],
    inputs: { options: { miimon: 100, resendIgmp: 4 } },
  },
  {
    name: "a word in BONDING_OPTS that is no option",
    change: file(BOND, "miimon=100", "miimon=100 max_bonds=2"),
    files: ["ifcfg-bond0: item of BONDING_OPTS is max_bonds=2, declared none"],
  },
  {
    name: "BONDING_OPTS emptied",
    change: file(BOND, /^BONDING_OPTS=.*$/m, "BONDING_OPTS="),
    files: ["ifcfg-bond0: mode is none, declared active-backup", "ifcfg-bond0: miimon is 0, declared 100"],
    inputs: { options: { miimon: 0 } },
  },
  {
    name: "mode changed in the file",
    change: file(BOND, "mode=active-backup", "mode=balance-rr"),
    files: ["ifcfg-bond0: mode is balance-rr, declared active-backup"],
    inputs: { mode: "balance-rr" },
  },
  {
    name: "mode changed in the kernel",
    change: sysfs("mode", "balance-rr 0"),
    kernel: ["kernel: bond0: mode is balance-rr, declared active-backup"],
    inputs: { mode: "balance-rr" },
  },
];

const MEMBER_ROWS: DriftRow[] = [
  {
    name: "a member taken out",
    change: all(members("em1"), free("em2")),
    kernel: ["kernel: bond0: members are em1, declared em1, em2"],
    inputs: { members: ["em1"] },
  },
  {
    name: "a member added",
    change: all(members("em1", "em2", "em3"), link("em3", { master: "bond0" })),
    kernel: ["kernel: bond0: members are em1, em2, em3, declared em1, em2"],
    inputs: { members: ["em1", "em2", "em3"] },
  },
  {
    name: "a member moved to another bond",
    change: all(members("em1"), link("em2", { master: "bond1" })),
    kernel: ["kernel: bond0: members are em1, declared em1, em2", "kernel: em2: master is bond1, declared bond0"],
    inputs: { members: ["em1"] },
  },
  {
    name: "a member gone from the host",
    change: all(members("em1"), (observed) => {
      const { em2: _, ...links } = observed.links;
      return { ...observed, links };
    }),
    kernel: [
      "kernel: bond0: members are em1, declared em1, em2",
      "kernel: em2: device is absent, declared a member of bond0",
    ],
    inputs: { members: ["em1"] },
  },
  {
    name: "a member set down",
    change: link("em2", { up: false, carrier: false }),
    kernel: ["kernel: em2: state is down, declared up"],
  },
  {
    name: "a member's file deleted",
    change: without(ifcfgPath("em2")),
    files: ["ifcfg-em2: file is absent, declared present"],
  },
  {
    name: "a member's file given to another bond",
    change: file(ifcfgPath("em2"), "MASTER=bond0", "MASTER=bond1"),
    files: ["ifcfg-em2: MASTER is bond1, declared bond0"],
    inputs: { members: ["em1"] },
  },
  {
    name: "a third file that names the bond as its master",
    change: withFile(
      ifcfgPath("em3"),
      "DEVICE=em3\nMASTER=bond0\nSLAVE=yes\nONBOOT=yes\nBOOTPROTO=none\nNM_CONTROLLED=no\nUSERCTL=no\n",
    ),
    files: ["ifcfg-em3: MASTER is bond0, declared none"],
    inputs: { members: ["em1", "em2", "em3"] },
  },
  {
    name: "a foreign key in a member's file",
    change: file(ifcfgPath("em1"), /$/, "ETHTOOL_OPTS='-K em1 gro off'\n"),
    files: ["ifcfg-em1: ETHTOOL_OPTS is -K em1 gro off, declared none"],
    inputs: { extraKeys: { bond: {}, members: { em1: { ETHTOOL_OPTS: "-K em1 gro off" } } } },
  },
];

const LINK_ROWS: DriftRow[] = [
  {
    name: "the address replaced",
    change: link("bond0", { addresses: ["10.0.0.6/24"] }),
    kernel: ["kernel: bond0: addresses are 10.0.0.6/24, declared 10.0.0.5/24"],
    inputs: { addresses: ["10.0.0.6/24"] },
  },
  {
    name: "a second address added",
    change: link("bond0", { addresses: ["10.0.0.5/24", "10.0.0.6/24"] }),
    kernel: ["kernel: bond0: addresses are 10.0.0.5/24, 10.0.0.6/24, declared 10.0.0.5/24"],
    inputs: { addresses: ["10.0.0.5/24", "10.0.0.6/24"] },
  },
  {
    name: "all addresses flushed",
    change: link("bond0", { addresses: [] }),
    kernel: ["kernel: bond0: addresses are none, declared 10.0.0.5/24"],
    inputs: { addresses: [] },
  },
  {
    name: "the address edited in the file",
    change: file(BOND, "IPADDR=10.0.0.5", "IPADDR=10.0.0.7"),
    files: ["ifcfg-bond0: addresses are 10.0.0.7/24, declared 10.0.0.5/24"],
    inputs: { addresses: ["10.0.0.7/24"] },
  },
  {
    name: "the prefix lost from the file",
    change: file(BOND, /^PREFIX=24\n/m, ""),
    files: ["ifcfg-bond0: addresses are 10.0.0.5/8, declared 10.0.0.5/24"],
    inputs: { addresses: ["10.0.0.5/8"] },
  },
  {
    name: "the default route deleted",
    desired: { gateway: "10.0.0.1" },
    change: (observed) => ({ ...observed, routes: [] }),
    kernel: ["kernel: bond0: gateway is none, declared 10.0.0.1"],
    inputs: { gateway: undefined },
  },
  {
    name: "the default route by another router",
    desired: { gateway: "10.0.0.1" },
    change: (observed) => ({ ...observed, routes: [{ to: "default", via: "10.0.0.254", dev: "bond0" }] }),
    kernel: ["kernel: bond0: gateway is 10.0.0.254, declared 10.0.0.1"],
    inputs: { gateway: "10.0.0.254" },
  },
  {
    name: "GATEWAY edited",
    desired: { gateway: "10.0.0.1" },
    change: file(NETWORK, "GATEWAY=10.0.0.1", "GATEWAY=10.0.0.9"),
    files: ["network: gateway is 10.0.0.9, declared 10.0.0.1"],
    inputs: { gateway: "10.0.0.9" },
  },
  {
    name: "GATEWAY deleted",
    desired: { gateway: "10.0.0.1" },
    change: file(NETWORK, /^GATEWAY=.*\n/m, ""),
    files: ["network: gateway is none, declared 10.0.0.1"],
    inputs: { gateway: undefined },
  },
  {
    name: "the IPv6 default route deleted",
    desired: { addresses: ["10.0.0.5/24", "2001:db8::5/64"], gateway6: "2001:db8::1" },
    change: (observed) => ({ ...observed, routes: [] }),
    kernel: ["kernel: bond0: gateway6 is none, declared 2001:db8::1"],
    inputs: { gateway6: undefined },
  },
  {
    name: "a route deleted",
    desired: {
      routes: [
        { to: "10.9.0.0/16", via: "10.0.0.1" },
        { to: "10.8.0.0/16", via: "10.0.0.1", metric: 5 },
      ],
    },
    change: (observed) => ({ ...observed, routes: observed.routes.filter(({ to }) => to !== "10.8.0.0/16") }),
    kernel: [
      "kernel: bond0: routes are 10.9.0.0/16 via 10.0.0.1, declared 10.9.0.0/16 via 10.0.0.1, 10.8.0.0/16 via 10.0.0.1 metric 5",
    ],
    inputs: { routes: [{ to: "10.9.0.0/16", via: "10.0.0.1" }] },
  },
  {
    name: "a route file that nobody declared",
    change: withFile(routePath("bond0"), "10.7.0.0/16 via 10.0.0.1\n"),
    files: ["route-bond0: routes are 10.7.0.0/16 via 10.0.0.1, declared none"],
    inputs: { routes: [{ to: "10.7.0.0/16", via: "10.0.0.1" }] },
  },
  {
    name: "MTU set by hand",
    desired: { mtu: 9000 },
    change: link("bond0", { mtu: 1500 }),
    kernel: ["kernel: bond0: mtu is 1500, declared 9000"],
    inputs: { mtu: 1500 },
  },
  {
    name: "MTU edited in the file",
    desired: { mtu: 9000 },
    change: file(BOND, "MTU=9000", "MTU=1400"),
    files: ["ifcfg-bond0: mtu is 1400, declared 9000"],
    inputs: { mtu: 1400 },
  },
  {
    name: "MAC set by hand",
    desired: { macAddress: "02:00:00:00:00:05" },
    change: link("bond0", { mac: "02:00:00:00:00:06" }),
    kernel: ["kernel: bond0: macAddress is 02:00:00:00:00:06, declared 02:00:00:00:00:05"],
    inputs: { macAddress: "02:00:00:00:00:06" },
  },
  {
    name: "MAC deleted from the file",
    desired: { macAddress: "02:00:00:00:00:05" },
    change: file(BOND, /^MACADDR=.*\n/m, ""),
    files: ["ifcfg-bond0: macAddress is none, declared 02:00:00:00:00:05"],
    inputs: { macAddress: undefined },
  },
  {
    name: "the bond set down",
    change: link("bond0", { up: false, carrier: false }),
    kernel: ["kernel: bond0: state is down, declared up"],
  },
  {
    name: "the DHCP client killed",
    desired: { dhcp: true, addresses: [] },
    change: (observed) => ({ ...observed, dhcp: [] }),
    kernel: ["kernel: bond0: dhcp is false, declared true"],
    inputs: { dhcp: false },
  },
  {
    name: "the address of DHCP gone, while its client runs",
    desired: { dhcp: true, addresses: [] },
    change: link("bond0", { addresses: [] }),
    kernel: ["kernel: bond0: address is none, declared one by DHCP"],
  },
  {
    name: "BOOTPROTO edited",
    change: file(BOND, "BOOTPROTO=none", "BOOTPROTO=dhcp"),
    files: ["ifcfg-bond0: dhcp is true, declared false"],
    inputs: { dhcp: true },
  },
  {
    name: "ONBOOT edited",
    change: file(BOND, "ONBOOT=yes", "ONBOOT=no"),
    files: ["ifcfg-bond0: onBoot is false, declared true"],
    inputs: { onBoot: false },
  },
  {
    name: "ONBOOT of a member edited",
    change: file(ifcfgPath("em1"), "ONBOOT=yes", "ONBOOT=no"),
    files: ["ifcfg-em1: ONBOOT is no, declared yes"],
  },
  {
    name: "the only IPv6 address gone from the file, while IPV6INIT stays",
    desired: { addresses: ["10.0.0.5/24", "2001:db8::5/64"] },
    change: file(BOND, "IPV6ADDR=2001:db8::5/64\n", ""),
    files: ["ifcfg-bond0: addresses are 10.0.0.5/24, declared 10.0.0.5/24, 2001:db8::5/64"],
    inputs: { addresses: ["10.0.0.5/24"] },
  },
  {
    name: "a name server gone from resolv.conf",
    desired: { dns: ["10.0.0.53"] },
    change: file("/etc/resolv.conf", "nameserver 10.0.0.53\n", ""),
    files: ["resolv.conf: dns are none, declared 10.0.0.53"],
    inputs: { dns: [] },
  },
  {
    name: "a name server edited in the bond's file",
    desired: { dns: ["10.0.0.53"] },
    change: file(BOND, "DNS1=10.0.0.53", "DNS1=10.0.0.54"),
    files: ["ifcfg-bond0: dns are 10.0.0.54, declared 10.0.0.53"],
    inputs: { dns: ["10.0.0.54"] },
  },
  {
    name: "a search domain gone from resolv.conf",
    desired: { searchDomains: ["example.net"] },
    change: file("/etc/resolv.conf", /^search .*\n/m, "search other.example\n"),
    files: ["resolv.conf: searchDomains are none, declared example.net"],
    inputs: { searchDomains: [] },
  },
];

const FILE_ROWS: DriftRow[] = [
  {
    name: "the bond's file deleted",
    change: without(BOND),
    files: ["ifcfg-bond0: file is absent, declared present"],
  },
  {
    name: "a file made unreadable for its owner",
    change: fileMode(BOND, { mode: "0" }),
    files: ["ifcfg-bond0: file mode is 0, declared 644"],
  },
  {
    name: "a file that everybody may write",
    change: fileMode(ifcfgPath("em1"), { mode: "666" }),
    files: ["ifcfg-em1: file mode is 666, declared 644"],
  },
  {
    name: "a file of another owner",
    change: fileMode(BOND, { owner: "alice:users" }),
    files: ["ifcfg-bond0: owner is alice:users, declared root:root"],
  },
  {
    name: "bytes that are no text",
    change: fileMode(BOND, { exact: false }),
    files: ["ifcfg-bond0: text is not UTF-8, declared UTF-8"],
  },
  {
    name: "a file that this user may not read",
    change: (observed) => ({ ...without(ifcfgPath("em2"))(observed), unreadFiles: [ifcfgPath("em2")] }),
    files: ["ifcfg-em2: file is not readable, declared readable"],
  },
  {
    name: "a second file for the device",
    change: (observed) => withFile(`${BOND}.1`, observed.files[BOND]?.content ?? "")(observed),
    files: ["ifcfg-bond0.1: DEVICE is bond0, declared no second file for bond0"],
  },
  {
    name: "a foreign key in the bond's file",
    change: file(BOND, /$/, "ZONE=public\n"),
    files: ["ifcfg-bond0: ZONE is public, declared none"],
    inputs: { extraKeys: { bond: { ZONE: "public" }, members: {} } },
  },
  {
    name: "a declared extra key edited",
    desired: { extraKeys: { bond: { ZONE: "public" }, members: {} } },
    change: file(BOND, "ZONE=public", "ZONE=dmz"),
    files: ["ifcfg-bond0: ZONE is dmz, declared public"],
    inputs: { extraKeys: { bond: { ZONE: "dmz" }, members: {} } },
  },
  {
    name: "a key that is always the same edited",
    change: file(BOND, "NM_CONTROLLED=no", "NM_CONTROLLED=yes"),
    files: ["ifcfg-bond0: NM_CONTROLLED is yes, declared no"],
  },
  {
    name: "the bond deleted",
    change: all(noBond, free("em1"), free("em2")),
    kernel: ["kernel: bond0: device is absent, declared a bond"],
  },
  {
    name: "the bond deleted and a member taken by a bridge",
    change: all(noBond, link("em1", { master: "br0" }), free("em2")),
    kernel: ["kernel: bond0: device is absent, declared a bond", "kernel: em1: master is br0, declared bond0"],
  },
  {
    name: "the device there, but as something else",
    change: (observed) => link("bond0", { kind: "dummy" })({ ...observed, bonds: {} }),
    kernel: ["kernel: bond0: device is a dummy device, declared a bond"],
  },
];

export const ROWS: DriftRow[] = [...OPTION_ROWS, ...MEMBER_ROWS, ...LINK_ROWS, ...FILE_ROWS];

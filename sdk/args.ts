import type * as pulumi from "@pulumi/pulumi";
import type { ApplyArgs } from "./apply";
import type { ConnectionArgs } from "./connection";
import type { BondMode, BondModeNumber, BondOptions, ModeOf } from "./options";

/** What `mode` can be: a literal, from which the compiler knows the options that act, or a value known only at run time. */
export type ModeInput = BondMode | BondModeNumber | pulumi.Input<string | number>;

/** A mode that is written out must be one; of what is known only at run time check is the judge. */
type Mode<M> = M extends BondMode | BondModeNumber
  ? M
  : string extends M
    ? M
    : number extends M
      ? M
      : M extends string | number
        ? BondMode | BondModeNumber
        : M;

/** What a route does with packets: it sends them on (`unicast`), drops them, or answers that the target cannot be reached. */
export type RouteType = "unicast" | "blackhole" | "unreachable" | "prohibit";

/** A static route. */
export interface RouteArgs {
  /** Network in CIDR form, e.g. `10.20.0.0/16`; `default`, `0.0.0.0/0` or `::/0` for all addresses, in a `table` or with a `type` only: in the main table the default route is `gateway` or `gateway6`. */
  to: pulumi.Input<string>;
  /** Address of the next hop, in a network of the bond unless `onLink`. Default: the network itself is on the link. */
  via?: pulumi.Input<string>;
  /** Metric, 1..4294967295; of two routes to a network the lower one is taken. Default: the kernel's. */
  metric?: pulumi.Input<number>;
  /** Number of the routing table, 1..4294967295; which packets ask it is said under `rules`. Default: the main table, 254. */
  table?: pulumi.Input<number>;
  /** Address of the host that its own packets on this route come from. Default: the kernel chooses one. */
  source?: pulumi.Input<string>;
  /** What becomes of the packets; all but `unicast` have neither `via` nor `source`, `mtu`, `onLink`. Default `unicast`. */
  type?: pulumi.Input<RouteType>;
  /** Largest packet in bytes on this route, 68..65520. Default: that of the bond. */
  mtu?: pulumi.Input<number>;
  /** Whether the next hop is a neighbour although it is in no network of the bond. Default false. */
  onLink?: pulumi.Input<boolean>;
}

/** A rule of policy routing: packets that agree with all of it ask its table. */
export interface RuleArgs {
  /** Source of the packets, an address or a network, e.g. `192.168.1.10`. Default: any. */
  from?: pulumi.Input<string>;
  /** Target of the packets, an address or a network. Default: any. Without `from` and `to` the rule is one for IPv4. */
  to?: pulumi.Input<string>;
  /** Number of the routing table that is asked, 1..4294967295. */
  table: pulumi.Input<number>;
  /** Priority, 1..4294967295; rules are asked from the lowest on. Default: the kernel takes one below all others. */
  priority?: pulumi.Input<number>;
  /** Mark that a firewall has given the packets, 1..4294967295. Default: any. */
  fwmark?: pulumi.Input<number>;
  /** Device on which the packets came in, e.g. `bond0`; `lo` for the host's own. Default: any. */
  iif?: pulumi.Input<string>;
}

/** ifcfg keys by name (under NetworkManager settings as nmcli has them, e.g. `connection.zone`), each with its value as text; `""` means that the file is not to have the key. */
export type KeysArgs = Record<string, pulumi.Input<string>>;

/** Keys of ifcfg files that have no property of their own. */
export interface ExtraKeysArgs {
  /** Keys of the bond's own file, e.g. `{ ZONE: "public" }`. Default none. */
  bond?: pulumi.Input<KeysArgs>;
  /** Keys of a member's file by member, e.g. `{ em1: { ETHTOOL_OPTS: "speed 1000" } }`. Default none. */
  members?: pulumi.Input<Record<string, pulumi.Input<KeysArgs>>>;
}

/** What a bond is to be, how to reach its host, and how to apply a change. */
export interface BondInterfaceArgs<M extends ModeInput = ModeInput> {
  /** The host and the way to it over SSH. A change of it changes nothing on the host. */
  connection: pulumi.Input<ConnectionArgs>;
  /** The kernel's name of the bond, at most 15 bytes, e.g. `bond0`. Another name is another bond. Default: the resource's name. */
  device?: pulumi.Input<string>;
  /**
   * How the members share the work, as the kernel's word or number:
   * - `balance-rr` (0): Sends one packet over each member in turn. It is the only mode in which one stream uses both ports. The switch needs the ports in one static LAG (EtherChannel, trunk), without LACP.
   * - `active-backup` (1): One member carries everything; another takes over when its link fails. Nothing is gained but the safety. The switch needs no setting.
   * - `balance-xor` (2): Gives each stream one member, chosen by a hash of its addresses (`xmitHashPolicy`). The order of packets stays. The switch needs the ports in one static LAG (EtherChannel, trunk), without LACP.
   * - `broadcast` (3): Sends every packet over every member. Receivers get it as long as one way works. The switch needs the ports in one static LAG (EtherChannel, trunk), without LACP.
   * - `802.3ad` (4): Host and switch agree by LACP which ports belong together, and notice when one does not. Each stream gets one member, chosen by a hash (`xmitHashPolicy`). The switch needs the ports in one LACP group (802.3ad, dynamic LAG).
   * - `balance-tlb` (5): Sends each stream over the member with the least load. Everything is received over one member. The switch needs no setting.
   * - `balance-alb` (6): As `balance-tlb`, and what is received over IPv4 is shared too: ARP answers give each peer another member's address. Needs drivers that can change the MAC address while the port is up. The switch needs no setting.
   */
  mode: Mode<M>;
  /** Names of the NICs that make up the bond, at least one; their order has no meaning. */
  members: pulumi.Input<pulumi.Input<string>[]>;
  /** Options of the bonding driver, in camelCase of the kernel's names; with a literal mode only those that act in it. Default: the kernel's own, and `miimon: 100` where no monitor is declared. */
  options?: pulumi.Input<BondOptions<ModeOf<NoInfer<M>>>>;
  /** IPv4 and IPv6 addresses with their prefix lengths, e.g. `192.168.1.10/24`; the first IPv4 address is the primary one. Default none. */
  addresses?: pulumi.Input<pulumi.Input<string>[]>;
  /** Whether addresses that nobody declared are taken off the bond, also those of a cluster manager or of VRRP. Default false: they stay, and `state.undeclaredAddresses` reports them. */
  removeUndeclaredAddresses?: pulumi.Input<boolean>;
  /** Whether the IPv4 address comes by DHCP instead. Default false. */
  dhcp?: pulumi.Input<boolean>;
  /** Name of the host's bridge of which the bond is a port, e.g. `br0`; addresses, gateways, routes and name servers are the bridge's then and cannot be declared here. Default: a bridge that holds the bond stays. */
  bridge?: pulumi.Input<string>;
  /** IPv4 default gateway, in the network of the first IPv4 address. Default none. */
  gateway?: pulumi.Input<string>;
  /** IPv6 default gateway, in a network of the IPv6 addresses. Default none. */
  gateway6?: pulumi.Input<string>;
  /** Addresses of at most three name servers, in the order in which they are asked. Default: those of the host stay. */
  dns?: pulumi.Input<pulumi.Input<string>[]>;
  /** Domains that the resolver tries in turn, at most six. Default: those of the host stay. */
  searchDomains?: pulumi.Input<pulumi.Input<string>[]>;
  /** Static routes through the bond; their order has no meaning. Routes of other tables, and those with a source, type, MTU or `onLink`, that nobody has declared stay as they are. Default none. */
  routes?: pulumi.Input<pulumi.Input<RouteArgs>[]>;
  /** Rules of policy routing that come and go with the bond; their order has no meaning. Rules that nobody has declared stay. Default none. */
  rules?: pulumi.Input<pulumi.Input<RuleArgs>[]>;
  /** Largest packet in bytes, of the bond and its members, 68..65535; with IPv6 at least 1280. Default: left as it is (1500). */
  mtu?: pulumi.Input<number>;
  /** MAC address of the bond and its members, not a multicast one. Default: that of the first member. */
  macAddress?: pulumi.Input<string>;
  /** Whether the bond comes up when the host boots. Default true. */
  onBoot?: pulumi.Input<boolean>;
  /** How a change is made, and what must be true before it is kept. */
  apply?: pulumi.Input<ApplyArgs>;
  /** Keys of ifcfg files that have no property here. Default none. */
  extraKeys?: pulumi.Input<ExtraKeysArgs>;
  /** Network stack that keeps the bond: `networkmanager` (1.40 and newer, keyfiles) or `network-scripts`. Default `auto`: the one that holds the bond or its members. */
  stack?: pulumi.Input<"auto" | "network-scripts" | "networkmanager">;
  /** Whether to take over a bond that is there already, without a bounce. Default false: it is an error. */
  adopt?: pulumi.Input<boolean>;
}

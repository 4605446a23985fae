import { MODES } from "../modes";
import { ARP_MODES, INT_MAX, LACP_MODES, type OptionTable, PRIMARY_MODES } from "../row";

const NETLINK_ONLY =
  "the kernel takes it through netlink only and network-scripts write to sysfs, so it would be gone at the next boot";

/** What the kernel has but ifcfg files cannot bring back after a boot: known, and refused with the reason. */
export const NOT_PERSISTENT = {
  /** IPv6 addresses that the link monitor asks, at most 16. Default none. Refused: network-scripts cannot set it. Modes balance-rr, active-backup, balance-xor, broadcast. */
  nsIp6Target: {
    kernel: "ns_ip6_target",
    type: "ipv6List",
    most: 16,
    default: [],
    modes: ARP_MODES,
    change: "netlink",
    needs: ["arpInterval"],
    proc: "NS IPv6 target/s (xx::xx form)",
    since: "5.19",
    notPersistent: NETLINK_ONLY,
  },
  /** Whether a member collects and distributes as one state (true, default) or two (false). Refused: network-scripts cannot set it. Mode 802.3ad. */
  coupledControl: {
    kernel: "coupled_control",
    type: "flag",
    default: true,
    modes: LACP_MODES,
    change: "netlink",
    since: "6.9",
    notPersistent: NETLINK_ONLY,
  },
  /** Whether ARP and neighbour discovery go out through all members (true) or one (false, default). Refused: network-scripts cannot set it. Mode 802.3ad. */
  broadcastNeighbor: {
    kernel: "broadcast_neighbor",
    type: "flag",
    default: false,
    modes: LACP_MODES,
    change: "netlink",
    since: "6.17",
    notPersistent: NETLINK_ONLY,
  },
  /** Whether members without a LACP partner stay unused (true) or not (false, default). Refused: network-scripts cannot set it. Mode 802.3ad. */
  lacpStrict: {
    kernel: "lacp_strict",
    type: "flag",
    default: false,
    modes: LACP_MODES,
    change: "netlink",
    since: "6.19",
    notPersistent: NETLINK_ONLY,
  },
  /** Priority of each member when the active one is chosen, -2147483648..2147483647 by member; the highest wins. Default 0. Refused: network-scripts cannot set it; use `primary`. Modes active-backup, balance-tlb, balance-alb. */
  prio: {
    kernel: "prio",
    type: "perMember",
    min: -2147483648,
    max: INT_MAX,
    default: 0,
    modes: PRIMARY_MODES,
    change: "netlink",
    since: "6.0",
    notPersistent: NETLINK_ONLY,
  },
  /** LACP port priority of each member, 0..65535 by member; the lowest is preferred. Default 255. Refused: network-scripts cannot set it. Mode 802.3ad. */
  actorPortPrio: {
    kernel: "actor_port_prio",
    type: "perMember",
    min: 0,
    max: 65535,
    default: 255,
    modes: LACP_MODES,
    change: "netlink",
    since: "6.18",
    notPersistent: NETLINK_ONLY,
  },
  /** Transmit queue of each member for traffic classifiers, 0..65535 by member, unique unless 0. Default 0. Refused: network-scripts set options before the members join, and joining resets it. All modes. */
  queueId: {
    kernel: "queue_id",
    type: "perMember",
    min: 0,
    max: 65535,
    default: 0,
    modes: MODES,
    change: "live",
    notPersistent:
      "network-scripts write the options before the members join, and the kernel sets it to 0 when a member joins",
  },
} as const satisfies OptionTable;

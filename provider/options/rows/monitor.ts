import { MODES } from "../modes";
import { ARP_MODES, INT_MAX, type OptionTable } from "../row";

/** How the driver notices that a member has lost its link: by carrier (MII) or by ARP. */
export const MONITOR = {
  /** MII link monitoring interval in ms, 0..2147483647; 0 turns it off. Default 100 unless ARP monitoring is declared (the kernel's own: 0). Excludes arpInterval. All modes. */
  miimon: {
    kernel: "miimon",
    type: "integer",
    unit: "ms",
    min: 0,
    max: INT_MAX,
    default: 0,
    modes: MODES,
    change: "live",
    group: "monitor",
    conflicts: ["arpInterval"],
    proc: "MII Polling Interval (ms)",
  },
  /** Time in ms to wait before a member whose link came up is used, 0..2147483647, a multiple of miimon. Default 0. All modes. */
  updelay: {
    kernel: "updelay",
    type: "integer",
    unit: "ms",
    min: 0,
    max: INT_MAX,
    default: 0,
    multipleOf: "miimon",
    modes: MODES,
    change: "live",
    group: "delays",
    needs: ["miimon"],
    proc: "Up Delay (ms)",
  },
  /** Time in ms to wait before a member whose link went down is given up, 0..2147483647, a multiple of miimon. Default 0. All modes. */
  downdelay: {
    kernel: "downdelay",
    type: "integer",
    unit: "ms",
    min: 0,
    max: INT_MAX,
    default: 0,
    multipleOf: "miimon",
    modes: MODES,
    change: "live",
    group: "delays",
    needs: ["miimon"],
    proc: "Down Delay (ms)",
  },
  /** Whether a member's carrier is asked of the network core (true, default) or of the driver by ioctl (false). Without effect on current kernels, which always ask the core. All modes. */
  useCarrier: {
    kernel: "use_carrier",
    type: "flag",
    default: true,
    modes: MODES,
    change: "live",
    needs: ["miimon"],
  },
  /** ARP monitoring interval in ms, 0..2147483647; 0 (default) turns it off. Needs arpIpTarget; excludes miimon. Modes balance-rr, active-backup, balance-xor, broadcast. */
  arpInterval: {
    kernel: "arp_interval",
    type: "integer",
    unit: "ms",
    min: 0,
    max: INT_MAX,
    default: 0,
    modes: ARP_MODES,
    change: "live",
    group: "monitor",
    conflicts: ["miimon"],
    needs: ["arpIpTarget"],
    proc: "ARP Polling Interval (ms)",
  },
  /** IPv4 addresses that ARP monitoring asks, at most 16 of them. Default none. Needs arpInterval. Modes balance-rr, active-backup, balance-xor, broadcast. */
  arpIpTarget: {
    kernel: "arp_ip_target",
    type: "ipv4List",
    most: 16,
    default: [],
    modes: ARP_MODES,
    change: "live",
    group: "targets",
    needs: ["arpInterval"],
    proc: "ARP IP target/s (n.n.n.n form)",
  },
  /** Which members' ARP traffic must be a valid probe or answer: `none` (default), `active`, `backup`, `all`, or the same for any ARP but filtered: `filter`, `filter_active`, `filter_backup`. Needs arpInterval. Modes balance-rr, active-backup, balance-xor, broadcast. */
  arpValidate: {
    kernel: "arp_validate",
    type: "word",
    words: ["none", "active", "backup", "all", "filter", "filter_active", "filter_backup"],
    default: "none",
    modes: ARP_MODES,
    change: "live",
    group: "validation",
    needs: ["arpInterval"],
  },
  /** How many targets must answer for a member to be up: `any` of them (default) or `all`. Needs arpValidate. Mode active-backup. */
  arpAllTargets: {
    kernel: "arp_all_targets",
    type: "word",
    words: ["any", "all"],
    default: "any",
    modes: ["active-backup"],
    change: "live",
    needs: ["arpValidate"],
  },
  /** ARP intervals without an answer after which a member is down, 1..255. Default 2. Needs arpInterval and kernel 5.17. Modes balance-rr, active-backup, balance-xor, broadcast. */
  arpMissedMax: {
    kernel: "arp_missed_max",
    type: "integer",
    min: 1,
    max: 255,
    default: 2,
    modes: ARP_MODES,
    change: "live",
    needs: ["arpInterval"],
    proc: "ARP Missed Max",
    since: "5.17",
  },
} as const satisfies OptionTable;

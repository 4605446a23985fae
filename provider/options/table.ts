import { MODES } from "./modes";
import type { OptionRow } from "./row";

const INT_MAX = 2147483647;

/**
 * THE option table: one row per option of the kernel's bonding driver, by API name (camelCase of the kernel's name).
 * check, plan, render, parse, the TypeScript types and the README's table are derived from it.
 */
export const OPTIONS = {
  /** MII link monitoring interval in ms, 0..2147483647; 0 turns it off. Default 100 unless ARP monitoring is declared. All modes. */
  miimon: {
    kernel: "miimon",
    type: "integer",
    unit: "ms",
    min: 0,
    max: INT_MAX,
    default: 0,
    modes: MODES,
    change: "live",
    conflicts: ["arpInterval"],
    proc: "MII Polling Interval (ms)",
  },
  /** Time in ms to wait before a member whose link came up is used, a multiple of miimon. Default 0. All modes. */
  updelay: {
    kernel: "updelay",
    type: "integer",
    unit: "ms",
    min: 0,
    max: INT_MAX,
    default: 0,
    modes: MODES,
    change: "live",
    needs: ["miimon"],
    proc: "Up Delay (ms)",
  },
  /** Time in ms to wait before a member whose link went down is dropped, a multiple of miimon. Default 0. All modes. */
  downdelay: {
    kernel: "downdelay",
    type: "integer",
    unit: "ms",
    min: 0,
    max: INT_MAX,
    default: 0,
    modes: MODES,
    change: "live",
    needs: ["miimon"],
    proc: "Down Delay (ms)",
  },
  /** ARP monitoring interval in ms, 0..2147483647; 0 (default) turns it off. Needs arpIpTarget; excludes miimon. Modes balance-rr, active-backup, balance-xor, broadcast. */
  arpInterval: {
    kernel: "arp_interval",
    type: "integer",
    unit: "ms",
    min: 0,
    max: INT_MAX,
    default: 0,
    modes: ["balance-rr", "active-backup", "balance-xor", "broadcast"],
    change: "live",
    conflicts: ["miimon"],
    needs: ["arpIpTarget"],
    proc: "ARP Polling Interval (ms)",
  },
  /** IPv4 addresses that ARP monitoring asks, 1 to 16 of them. Default none. Modes balance-rr, active-backup, balance-xor, broadcast. */
  arpIpTarget: {
    kernel: "arp_ip_target",
    type: "ipv4List",
    most: 16,
    default: [],
    modes: ["balance-rr", "active-backup", "balance-xor", "broadcast"],
    change: "live",
    needs: ["arpInterval"],
    proc: "ARP IP target/s (n.n.n.n form)",
  },
  /** The member that is used whenever it can be. Default none. Modes active-backup, balance-tlb, balance-alb. */
  primary: {
    kernel: "primary",
    type: "member",
    default: "",
    modes: ["active-backup", "balance-tlb", "balance-alb"],
    change: "live",
    proc: "Primary Slave",
  },
  /** When the primary takes over again: `always` (default), `better`, `failure`. Modes active-backup, balance-tlb, balance-alb. */
  primaryReselect: {
    kernel: "primary_reselect",
    type: "word",
    words: ["always", "better", "failure"],
    default: "always",
    modes: ["active-backup", "balance-tlb", "balance-alb"],
    change: "live",
  },
  /** Which header fields choose the member that sends: `layer2` (default), `layer3+4`, `layer2+3`, `encap2+3`, `encap3+4`, `vlan+srcmac`. Modes balance-xor, 802.3ad, balance-tlb. */
  xmitHashPolicy: {
    kernel: "xmit_hash_policy",
    type: "word",
    words: ["layer2", "layer3+4", "layer2+3", "encap2+3", "encap3+4", "vlan+srcmac"],
    default: "layer2",
    modes: ["balance-xor", "802.3ad", "balance-tlb", "balance-alb"],
    change: "live",
    proc: "Transmit Hash Policy",
  },
  /** How often the partner is asked to send LACPDUs: `slow` (every 30 s, default) or `fast` (every second). Mode 802.3ad. */
  lacpRate: {
    kernel: "lacp_rate",
    type: "word",
    words: ["slow", "fast"],
    default: "slow",
    modes: ["802.3ad"],
    change: "down",
    proc: "LACP rate",
  },
  /** Which aggregator is used: `stable` (default), `bandwidth` or `count`. Mode 802.3ad. */
  adSelect: {
    kernel: "ad_select",
    type: "word",
    words: ["stable", "bandwidth", "count"],
    default: "stable",
    modes: ["802.3ad"],
    change: "down",
    proc: "Aggregator selection policy (ad_select)",
  },
} as const satisfies Record<string, OptionRow>;

/** The API name of an option. */
export type OptionName = keyof typeof OPTIONS;

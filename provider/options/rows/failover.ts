import { MODES } from "../modes";
import { type OptionTable, PRIMARY_MODES } from "../row";

/** Which member carries traffic, and what the neighbours are told when that changes. */
export const FAILOVER = {
  /** The member that is used whenever it can be; one of `members`. Default none. Modes active-backup, balance-tlb, balance-alb. */
  primary: {
    kernel: "primary",
    type: "member",
    default: "",
    modes: PRIMARY_MODES,
    change: "live",
    group: "active",
    proc: "Primary Slave",
  },
  /** When the primary takes over again after a failure: `always` (default), `better` (only when it is faster) or `failure` (only when the active member fails). Modes active-backup, balance-tlb, balance-alb. */
  primaryReselect: {
    kernel: "primary_reselect",
    type: "word",
    words: ["always", "better", "failure"],
    default: "always",
    modes: PRIMARY_MODES,
    change: "live",
    group: "active",
  },
  /** Whose MAC address the bond has: one and the same on all members (`none`, default), that of the active member (`active`), or the bond's own on the active member only (`follow`). Changes only while the bond has no members. Mode active-backup. */
  failOverMac: {
    kernel: "fail_over_mac",
    type: "word",
    words: ["none", "active", "follow"],
    default: "none",
    modes: ["active-backup"],
    change: "empty",
  },
  /** Gratuitous ARPs and unsolicited neighbour advertisements sent after a failover, 0..255. Default 1. The kernel has one value under two names; `numUnsolNa` is the other. Mode active-backup. */
  numGratArp: {
    kernel: "num_grat_arp",
    alias: { name: "numUnsolNa", kernel: "num_unsol_na" },
    type: "integer",
    min: 0,
    max: 255,
    default: 1,
    modes: ["active-backup"],
    change: "live",
  },
  /** Time in ms between two of the notifications that numGratArp counts, 0..300000, a multiple of miimon. Default 0: one per miimon interval. Needs kernel 5.3. Mode active-backup. */
  peerNotifDelay: {
    kernel: "peer_notif_delay",
    type: "integer",
    unit: "ms",
    min: 0,
    max: 300000,
    default: 0,
    multipleOf: "miimon",
    modes: ["active-backup"],
    change: "live",
    group: "delays",
    needs: ["miimon"],
    proc: "Peer Notification Delay (ms)",
    since: "5.3",
  },
  /** IGMP membership reports sent after a failover, 200 ms apart, 0..255. Default 1. Modes balance-rr, active-backup, balance-tlb, balance-alb. */
  resendIgmp: {
    kernel: "resend_igmp",
    type: "integer",
    min: 0,
    max: 255,
    default: 1,
    modes: ["balance-rr", "active-backup", "balance-tlb", "balance-alb"],
    change: "live",
  },
  /** Whether frames that arrive on inactive members are delivered (true) or dropped (false, default). All modes. */
  allSlavesActive: {
    kernel: "all_slaves_active",
    type: "flag",
    default: false,
    modes: MODES,
    change: "live",
  },
} as const satisfies OptionTable;

import type { OptionTable } from "../row";

/** How outgoing traffic is spread over the members. */
export const BALANCING = {
  /** Which header fields choose the member that sends: `layer2` (default), `layer3+4`, `layer2+3`, `encap2+3`, `encap3+4`, `vlan+srcmac` (newer kernels). In balance-tlb only with tlbDynamicLb false; in balance-alb on newer kernels. Modes balance-xor, 802.3ad, balance-tlb, balance-alb. */
  xmitHashPolicy: {
    kernel: "xmit_hash_policy",
    type: "word",
    words: ["layer2", "layer3+4", "layer2+3", "encap2+3", "encap3+4", "vlan+srcmac"],
    default: "layer2",
    modes: ["balance-xor", "802.3ad", "balance-tlb", "balance-alb"],
    change: "live",
    proc: "Transmit Hash Policy",
  },
  /** Packets sent through one member before the next takes its turn, 0..65535; 0 chooses at random. Default 1. Mode balance-rr. */
  packetsPerSlave: {
    kernel: "packets_per_slave",
    type: "integer",
    min: 0,
    max: 65535,
    default: 1,
    modes: ["balance-rr"],
    change: "live",
  },
  /** Seconds between learning packets sent to each member's switch, 1..2147483647 s. Default 1. Modes balance-tlb, balance-alb. */
  lpInterval: {
    kernel: "lp_interval",
    type: "integer",
    unit: "s",
    min: 1,
    max: 2147483647,
    default: 1,
    modes: ["balance-tlb", "balance-alb"],
    change: "live",
  },
  /** Whether flows move between members with their load (true, default) or stay where the hash puts them (false). Kernels before 6.0 take it in balance-tlb only. Changes only while the bond is down. Modes balance-tlb, balance-alb. */
  tlbDynamicLb: {
    kernel: "tlb_dynamic_lb",
    type: "flag",
    default: true,
    modes: ["balance-tlb", "balance-alb"],
    change: "down",
  },
} as const satisfies OptionTable;

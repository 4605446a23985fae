import type { Mode } from "../options/modes";

/** How the kernel words the modes in /proc, in the order of their numbers. */
const TEXTS: readonly (readonly [text: string, mode: Mode])[] = [
  ["load balancing (round-robin)", "balance-rr"],
  ["fault-tolerance (active-backup)", "active-backup"],
  ["load balancing (xor)", "balance-xor"],
  ["fault-tolerance (broadcast)", "broadcast"],
  ["IEEE 802.3ad Dynamic link aggregation", "802.3ad"],
  ["transmit load balancing", "balance-tlb"],
  ["adaptive load balancing", "balance-alb"],
];

/** The mode that a "Bonding Mode" line names; a suffix such as ` (fail_over_mac active)` may follow. */
export function modeOf(text: string): Mode | undefined {
  return TEXTS.find(([words]) => text.startsWith(words))?.[1];
}

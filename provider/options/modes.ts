/** The seven bonding modes in the kernel's own spelling; a mode's number is its place in this list. */
export const MODES = [
  "balance-rr",
  "active-backup",
  "balance-xor",
  "broadcast",
  "802.3ad",
  "balance-tlb",
  "balance-alb",
] as const;

export type Mode = (typeof MODES)[number];

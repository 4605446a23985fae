import type { Round } from "../round";
import { LIVE, MEMBERS, MOVED } from "./failover";
import { BOTH, BROKEN, EDITED, REWRITTEN } from "./files";
import { BRIDGED, DELETED, DOWN, TAKEN, UNLOADED } from "./gone";
import { ARP, BALANCED, BALANCED_DOWN, EMPTY, LACP_DOWN, LACP_IDENTITY, LACP_LIVE, MODE, ROUND_ROBIN } from "./modes";

/** The table of drifts, in the order in which rounds with the same program follow each other. */
export const COMMON: Round[] = [LIVE, EDITED, BROKEN];
export const HARDER: Round[] = [MEMBERS, MOVED, REWRITTEN, DOWN, TAKEN, BRIDGED, DELETED, UNLOADED, BOTH];
export const OF_MODES: Round[] = [
  LACP_LIVE,
  LACP_IDENTITY,
  LACP_DOWN,
  ARP,
  EMPTY,
  ROUND_ROBIN,
  MODE,
  BALANCED,
  BALANCED_DOWN,
];

import type { Mode } from "../options/modes";
import type { OptionValues } from "../options/row";

/** A member NIC of a bond as the kernel has it. */
export interface MemberState {
  name: string;
  link: "up" | "going down" | "down" | "going back";
  /** Absent: the driver does not know (no carrier, or a virtual device). */
  speedMbps?: number;
  duplex?: string;
  linkFailureCount: number;
  permanentMac: string;
  queueId: number;
  aggregatorId?: number;
}

/** The active aggregator of an 802.3ad bond; the partner is the LACP peer. */
export interface LacpState {
  aggregatorId: number;
  ports: number;
  actorKey: number;
  partnerKey: number;
  partnerMac: string;
}

/** What the host has: the output `state`, and the shape of `parse proc` and `status --json` (less what those cannot know). */
export interface BondState {
  mode: Mode;
  /** Every option that acts in this mode, by API name. */
  options: OptionValues;
  up?: boolean;
  carrier: boolean;
  mtu?: number;
  macAddress?: string;
  addresses?: string[];
  /** Those among `addresses` that the program does not declare, e.g. of a cluster manager: they are left alone. Absent: no program is known. */
  undeclaredAddresses?: string[];
  activeMember?: string;
  members: MemberState[];
  /** Absent: no active aggregator, or not readable without privilege (said in `warnings`). */
  lacp?: LacpState;
  /** Sentences for people. */
  warnings: string[];
  /** Lines that were not understood. */
  unknown: string[];
}

/** One sentence per difference, e.g. "ifcfg-bond0: miimon is 50, declared 100"; both empty when all agree. */
export interface Drift {
  files: string[];
  kernel: string[];
}

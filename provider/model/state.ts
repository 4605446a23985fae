import type { Mode } from "../options/modes";
import type { OptionValues } from "../options/row";

/** A member NIC of a bond as the kernel has it. */
export interface MemberState {
  /** Name of the NIC. */
  name: string;
  /** What the link monitor makes of it: `up`, `down`, or on its way (`going down`, `going back`) during `downdelay` and `updelay`. */
  link: "up" | "going down" | "down" | "going back";
  /** Speed of the link in Mbit/s. Absent: the driver does not know it (no carrier, or a virtual device). */
  speedMbps?: number;
  /** Duplex of the link, `full` or `half`. Absent: the driver does not know it. */
  duplex?: string;
  /** How often its link has failed since it joined the bond. */
  linkFailureCount: number;
  /** The NIC's own MAC address, whatever the bond has given it. */
  permanentMac: string;
  /** Transmit queue of the member; 0: none of its own. */
  queueId: number;
  /** The aggregator that it belongs to. Mode 802.3ad; absent in others. */
  aggregatorId?: number;
}

/** The active aggregator of an 802.3ad bond; the partner is the LACP peer. */
export interface LacpState {
  /** Number of the aggregator that carries the traffic. */
  aggregatorId: number;
  /** How many members it has. */
  ports: number;
  /** The key by which the host groups its ports. */
  actorKey: number;
  /** The key by which the partner groups its ports. */
  partnerKey: number;
  /** MAC address of the partner; 00:00:00:00:00:00 where there is none. */
  partnerMac: string;
}

/** What the host has: the output `state`, and the shape of `parse proc` and `status --json` (less what those cannot know). */
export interface BondState {
  /** The mode, as the kernel's word. */
  mode: Mode;
  /** Every option that acts in this mode, by API name. */
  options: OptionValues;
  /** Whether the bond is administratively up. */
  up?: boolean;
  /** Whether the bond has a carrier: enough members have a link. */
  carrier: boolean;
  /** Largest packet in bytes. */
  mtu?: number;
  /** MAC address of the bond. */
  macAddress?: string;
  /** Addresses of the bond in CIDR form; link-local ones are left out. */
  addresses?: string[];
  /** Those among `addresses` that the program does not declare, e.g. of a cluster manager: they are left alone. Absent: no program is known. */
  undeclaredAddresses?: string[];
  /** The member that carries the traffic, in modes with one. Absent: there is none. */
  activeMember?: string;
  /** The members, in the kernel's order. */
  members: MemberState[];
  /** The active aggregator. Absent: there is none, or it cannot be read without privilege (`warnings` says so). */
  lacp?: LacpState;
  /** What is wrong with the bond though it is as declared, one sentence each; empty: nothing. */
  warnings: string[];
  /** Lines of the kernel's text that were not understood. */
  unknown: string[];
}

/** Where the host differs from the declaration: one sentence per difference, e.g. "ifcfg-bond0: miimon is 50, declared 100"; both lists are empty when all agree. */
export interface Drift {
  /** Differences of the files. */
  files: string[];
  /** Differences of the running kernel. */
  kernel: string[];
}

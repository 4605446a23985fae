import type { Desired } from "../model/desired";
import type { Link, Observed, ObservedBond } from "../model/observed";
import type { Setup } from "../model/stack";

/** How a change is to be made, and what the program said before it. */
export interface How extends Setup {
  activation: "least" | "restart";
  /** Whether LACP must find a partner with a real MAC; default true. */
  requirePartner?: boolean;
  /** The declaration the host was last brought to; absent at the first takeover. */
  previous?: Desired;
}

/** Everything one plan is made from. */
export interface Change extends How {
  desired: Desired;
  observed: Observed;
  /** The bond as the kernel has it; absent: there is none. */
  bond?: ObservedBond;
  link?: Link;
}

/** Brings together what planning needs. */
export function changeOf(desired: Desired, observed: Observed, how: How): Change {
  const bond = observed.bonds[desired.device];
  const link = observed.links[desired.device];
  return { desired, observed, ...how, ...(bond && { bond }), ...(link && { link }) };
}

/** The first word of a bonding file: `802.3ad 4` is the mode 802.3ad. */
export function firstWord(text: string | undefined): string {
  return text?.trim().split(/\s+/)[0] ?? "";
}

/** A bond that nobody set up: down, without members, addresses or a file (CentOS 7 makes one when the module is loaded). */
export function isStray(observed: Observed, device: string): boolean {
  const link = observed.links[device];
  const bond = observed.bonds[device];
  if (!link || !bond || link.up || bond.members.length > 0 || link.addresses.length > 0) return false;
  const above = [...Object.values(observed.links), ...observed.abroad].some(({ parent }) => parent === device);
  return !above && !link.master;
}

import type { BondText, MemberText } from "./scan";

/** What LACP says of a bond that its state does not show. */
export interface LacpReading {
  /** The kernel said that there is no active aggregator. */
  noAggregator: boolean;
  /** The kernel shows the aggregator to privileged readers only, and this was not one. */
  unread: boolean;
  /** Members with a link in the active aggregator that LACP has not brought, or kept, in sync. */
  faults: PortFault[];
}

/** What is wrong with a member in the active aggregator. */
export interface PortFault {
  member: string;
  /** Whether packets go through it all the same; undefined: the kernel does not say. */
  carries?: boolean;
  /** The reason, in words that end a sentence. */
  reason: string;
}

/** Bits of a port's state in LACPDUs (IEEE 802.1AX). */
const SYNCHRONIZATION = 8;
const WORKS = 16 | 32; // collecting and distributing

/** The MAC that stands for no partner. */
export const isNoPartner = (mac: string) => /^(00:)+00$/.test(mac);

/** Kernels since late 3.10 print the aggregator for root only; older ones for everybody. */
export function lacpReading(bond: BondText): LacpReading {
  const unread = !bond.noAggregator && bond.aggregator.size === 0;
  return { noAggregator: bond.noAggregator, unread, faults: faultsOf(bond) };
}

/** Members of an LACP bond that have a link and are known to carry nothing. */
export function idleMembers(bond: BondText): string[] {
  const active = bond.aggregator.get("Aggregator ID");
  const elsewhere = bond.members.filter(({ values }) => active !== undefined && values.get("Aggregator ID") !== active);
  const faulty = faultsOf(bond).filter(({ carries }) => carries === false);
  return [...elsewhere.filter(hasLink).map(({ name }) => name), ...faulty.map(({ member }) => member)];
}

const hasLink = ({ values }: MemberText) => /^(up|going down)$/.test(values.get("MII Status") ?? "");

/** Without a partner each member is on its own and the kernel uses those of the active aggregator as they are. */
function faultsOf({ aggregator, members }: BondText): PortFault[] {
  if (isNoPartner(aggregator.get("Partner Mac Address") ?? "")) return [];
  const active = aggregator.get("Aggregator ID");
  const judged = members.filter(
    (member) => hasLink(member) && (active === undefined || member.values.get("Aggregator ID") === active),
  );
  return judged.flatMap((member) => faultOf(member) ?? []);
}

/** The port's state tells what it does now. Churned: out of sync for a minute; older kernels leave the word there for good. */
function faultOf({ name: member, values, actor, partner }: MemberText): PortFault | undefined {
  const [ours, theirs] = [stateOf(actor), stateOf(partner)];
  if (ours !== undefined && (ours & WORKS) !== WORKS)
    return { member, carries: false, reason: notWorking(ours, theirs) };
  const churned = ["Actor", "Partner"].filter((side) => values.get(`${side} Churn State`) === "churned");
  if (churned.length === 0) return undefined;
  const reason = `its ${churned.join(" and ").toLowerCase()} churned: LACP was out of sync for a minute or longer`;
  return { member, ...(ours !== undefined && { carries: true }), reason };
}

function stateOf(pdu: ReadonlyMap<string, string>): number | undefined {
  const state = Number.parseInt(pdu.get("port state") ?? "", 10);
  return Number.isNaN(state) ? undefined : state;
}

function notWorking(ours: number, theirs: number | undefined): string {
  if (theirs !== undefined && (theirs & SYNCHRONIZATION) === 0) return "the partner is not in sync";
  if ((ours & SYNCHRONIZATION) === 0) return "it is not in sync with the partner";
  return "LACP has not enabled it yet";
}

import type { BondState, MemberState } from "../model/state";
import { isNoPartner, type LacpReading, type PortFault } from "./lacp";

type Bond = Omit<BondState, "warnings">;

/** Sentences for people about what is wrong with a bond or about to go wrong; none when all is well. */
export function warningsOf(bond: Bond, lacp: LacpReading): string[] {
  return [
    ...memberWarnings(bond),
    ...monitorWarnings(bond),
    ...(bond.mode === "802.3ad" ? lacpWarnings(bond, lacp) : []),
  ];
}

function memberWarnings({ members, carrier, options, mode, activeMember }: Bond): string[] {
  const up = members.filter((member) => member.link === "up" || member.link === "going down");
  const words: string[] = [];
  if (members.length === 0) words.push("The bond has no members: it carries nothing.");
  else if (up.length === 0) words.push("No member has carrier: the bond carries nothing.");
  else if (!carrier) words.push(`The bond has no carrier although ${list(up)} ${up.length === 1 ? "has" : "have"} it.`);
  for (const member of members) words.push(...linkWarnings(member, up.length > 0));
  const speeds = up.filter((member) => member.speedMbps !== undefined);
  if (new Set(speeds.map((member) => member.speedMbps)).size > 1)
    words.push(`Members differ in speed: ${speeds.map((one) => `${one.name} ${one.speedMbps} Mbps`).join(", ")}.`);
  const { primary } = options;
  if (mode === "active-backup" && primary && activeMember !== undefined && primary !== activeMember)
    words.push(`The primary ${primary} is not the active member: ${activeMember} is.`);
  return words;
}

function linkWarnings(member: MemberState, othersUp: boolean): string[] {
  const words: string[] = [];
  if (member.link === "down" && othersUp) words.push(`Member ${member.name} has no carrier.`);
  if (member.link === "going down") words.push(`Member ${member.name} lost its link and is dropped after downdelay.`);
  if (member.link === "going back") words.push(`Member ${member.name} has its link back and is used after updelay.`);
  if (member.duplex === "half") words.push(`Member ${member.name} runs at half duplex.`);
  return words;
}

function monitorWarnings({ options, members }: Bond): string[] {
  const off = options.miimon === 0 && (options.arpInterval ?? 0) === 0;
  return off && members.length > 0
    ? ["No monitor is on (miimon and arpInterval are 0): a dead link goes unnoticed."]
    : [];
}

function lacpWarnings({ lacp, members }: Bond, { noAggregator, unread, faults }: LacpReading): string[] {
  const unseen = "The LACP partner could not be read: the kernel shows it to root only.";
  if (unread) return [unseen, ...splitWarnings(members), ...faults.map(faultWarning)];
  if (noAggregator) return ["There is no active aggregator: no member can carry traffic by LACP."];
  if (lacp === undefined) return [];
  const words: string[] = [];
  if (isNoPartner(lacp.partnerMac))
    words.push(`No LACP partner answers (its MAC is ${lacp.partnerMac}): look at the switch's side.`);
  const others = members.filter((one) => one.aggregatorId !== undefined && one.aggregatorId !== lacp.aggregatorId);
  for (const { name, aggregatorId } of others)
    words.push(
      `Member ${name} is in aggregator ${aggregatorId}, not in the active one (${lacp.aggregatorId}): it carries nothing.`,
    );
  return [...words, ...faults.map(faultWarning)];
}

function faultWarning({ member, carries, reason }: PortFault): string {
  if (carries === false) return `Member ${member} is in the active aggregator but carries nothing: ${reason}.`;
  return `Member ${member} ${carries ? "carries traffic again" : "may carry nothing"}: ${reason}.`;
}

/** Without the active aggregator: whatever it is, members of two cannot all be in it. */
function splitWarnings(members: MemberState[]): string[] {
  const aggregated = members.filter((member) => member.aggregatorId !== undefined);
  if (new Set(aggregated.map((member) => member.aggregatorId)).size < 2) return [];
  const where = aggregated.map((member) => `${member.name} ${member.aggregatorId}`).join(", ");
  return [`Members are in different aggregators (${where}): only one of them carries traffic.`];
}

const list = (members: MemberState[]) => members.map((member) => member.name).join(", ");

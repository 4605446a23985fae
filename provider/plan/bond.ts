import { macFollows, permanentMac } from "../compare/bond";
import type { Observed, ObservedBond } from "../model/observed";
import type { Op } from "../model/plan";
import type { OptionValues } from "../options/row";
import { type Change, firstWord } from "./change";
import { dormantOps } from "./dormant";
import { observedOptions, optionOps, primaryOps, targetsOf, type Wanted } from "./options";
import { upAgain, withVlans } from "./runtime";

/** A bond as it is to be in the kernel: what a rebuild needs to know. */
export interface Shape {
  device: string;
  mode: string;
  options: Wanted[];
  members: readonly string[];
  /** Undefined: the kernel takes that of the first member. */
  mac?: string;
}

function declaredTargets(options: OptionValues): readonly string[] {
  const targets = options.arpIpTarget;
  return Array.isArray(targets) ? targets : [];
}

/** Every ARP target that may be there at some moment of a change. */
export function possibleTargets(change: Change): string[] {
  return [...new Set([...targetsOf(change.bond), ...declaredTargets(change.desired.options)])];
}

/** Down and empty: the state in which the kernel takes every option. */
export function emptyOps(device: string, members: Iterable<string>): Op[] {
  return [["down", device], ...[...members].map((member): Op => ["detach", device, member])];
}

/**
 * Mode, options and MAC of a bond that is down and empty. While failOverMac has members bring the MAC the kernel ignores
 * one that is written; the LACP identity may be the bond's own MAC.
 */
export function configureOps(shape: Shape, present: readonly string[]): Op[] {
  const { device, mode, options, mac } = shape;
  const early = (wanted: boolean) => options.filter(({ name }) => (name === "failOverMac") === wanted);
  return [
    ["sysfs", device, "mode", mode],
    ...optionOps(device, early(true), []),
    ...(mac ? [["mac", device, mac] as const] : []),
    ...optionOps(device, early(false), present),
  ];
}

/** Addresses that somebody left on devices that are down, or in a bond, go before they would answer on the wrong device. */
export function strippedOps(observed: Observed, members: readonly string[]): Op[] {
  return members.filter((member) => observed.links[member]?.addresses.length).map((member) => ["flush", member]);
}

/** Members one after the other, in their order. */
export function attachOps(device: string, members: readonly string[]): Op[] {
  return members.map((member) => ["attach", device, member]);
}

/** The shape of a bond as observed. */
function observedShape(observed: Observed, device: string, bond: ObservedBond): Shape {
  const options = observedOptions(bond);
  const follows = options.some(({ name, value }) => name === "failOverMac" && value !== "none");
  const mac = follows ? undefined : observed.links[device]?.mac;
  return { device, mode: firstWord(bond.options.mode), options, members: bond.members, ...(mac && { mac }) };
}

/** What a change may have made of a bond by the time it is undone: the mode and members it gives, every ARP target. */
export interface Made {
  mode?: string;
  members: readonly string[];
  targets: readonly string[];
}

/** What a change to the declared state may have made of the bond. */
export function madeBy(change: Change): Made {
  const { mode, members } = change.desired;
  return { mode, members, targets: possibleTargets(change) };
}

/** The bond back as it was observed, from anything between: empty it, configure it, fill it, bring it up. */
export function rebuildOps(observed: Observed, device: string, made: Made): Op[] {
  const bond = observed.bonds[device];
  if (!bond) return [["delete-bond", device]];
  const shape = observedShape(observed, device, bond);
  const link = observed.links[device];
  return [
    ...emptyOps(device, new Set([...made.members, ...bond.members])),
    ...dormantOps(device, bond, made.mode, made.targets),
    ...configureOps(shape, made.targets),
    ...withVlans(observed, device).map(({ name, mtu }): Op => ["mtu", name, String(mtu)]),
    ...attachOps(device, bond.members),
    ...(link?.up ? upAgain(device) : [["recall", device] as const]),
    ...primaryOps(device, shape.options),
  ];
}

/** The MAC the bond keeps while all its members are out: the declared one, else its own as long as a member brings it. */
export function keptMac(change: Change): string | undefined {
  const { desired, observed, link, previous } = change;
  if (macFollows(desired)) return undefined;
  if (desired.macAddress) return desired.macAddress;
  const staying = desired.members.map((member) => permanentMac(observed, member));
  if (previous?.macAddress || !link || !staying.includes(link.mac)) return undefined;
  return link.mac;
}

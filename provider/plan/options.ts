import type { Desired } from "../model/desired";
import type { ObservedBond } from "../model/observed";
import type { Op } from "../model/plan";
import { rows } from "../options/lookup";
import type { Mode } from "../options/modes";
import type { ChangeRule, OptionRow, OptionValue } from "../options/row";
import { OPTIONS } from "../options/table";
import { fromKernel, sameValue, toKernel } from "../options/values";
import { type Change, firstWord } from "./change";

/** One option and the value it is to have. */
export interface Wanted {
  name: string;
  row: OptionRow;
  value: OptionValue;
}

/** The options that set or clear each other: they are written together or not at all. */
const MONITOR = ["arpIpTarget", "miimon", "arpInterval", "updelay", "downdelay", "peerNotifDelay", "arpValidate"];

/** Whether this option belongs to the link monitor. */
export function isMonitor(name: string): boolean {
  return MONITOR.includes(name);
}

/** When this kernel takes a new value; the more careful rule where it is old or unknown. */
export function changeRule(row: OptionRow, kernel: string): ChangeRule {
  const major = Number.parseInt(kernel, 10);
  return major >= 5 ? row.change : (row.changeOnOldKernels ?? row.change);
}

/** Options that a write to a file under bonding/ sets. */
function bySysfs(): [string, OptionRow][] {
  return rows().filter(([, row]) => row.change !== "netlink" && row.type !== "perMember");
}

function settable(mode: Mode): [string, OptionRow][] {
  return bySysfs().filter(([, row]) => row.modes.includes(mode));
}

/**
 * Every option that acts in the declared mode and must have a certain value: the declared ones; the kernel's default
 * for those that left the program, that had no effect in the former mode, or that a bond nobody set up has (`fresh`).
 * What is left out keeps the value it has.
 */
export function wantedOptions(change: Pick<Change, "desired" | "bond" | "previous">, fresh = false): Wanted[] {
  const { desired, bond, previous } = change;
  const before = firstWord(bond?.options.mode);
  const found = settable(desired.mode).flatMap(([name, row]): Wanted[] => {
    const declared = desired.options[name];
    if (declared !== undefined) return [{ name, row, value: declared }];
    if (bond && bond.options[row.kernel] === undefined) return [];
    const left = previous?.options[name] !== undefined || previous?.options[row.alias?.name ?? ""] !== undefined;
    const hidden = before !== desired.mode && !row.modes.some((mode) => mode === before);
    return fresh || left || hidden || overruled(name, desired) ? [{ name, row, value: row.default }] : [];
  });
  return bond && before !== "" && !fresh ? found.concat(keptMonitor(found, bond, desired)) : found;
}

/** One monitor excludes the other, and its options go with it. */
function overruled(name: string, desired: Desired): boolean {
  const arp = Number(desired.options.arpInterval ?? 0) > 0;
  const mii = Number(desired.options.miimon ?? 0) > 0;
  if (arp) return ["miimon", "updelay", "downdelay", "peerNotifDelay"].includes(name);
  return mii && ["arpInterval", "arpValidate"].includes(name);
}

/** Undeclared delays of a bond that was taken over: the kernel counts them in ticks of miimon, so they are rewritten with it. */
function keptMonitor(found: Wanted[], bond: ObservedBond, desired: Desired): Wanted[] {
  const miimon = Number(found.find(({ name }) => name === "miimon")?.value ?? 0);
  if (miimon === 0) return [];
  return settable(desired.mode).flatMap(([name, row]) => {
    if (row.type !== "integer" || row.multipleOf !== "miimon" || found.some((known) => known.name === name)) return [];
    const ms = Number(firstWord(bond.options[row.kernel]) || 0);
    return bond.options[row.kernel] === undefined ? [] : [{ name, row, value: ms - (ms % miimon) }];
  });
}

/** What the bond has of these options; those that this kernel does not have are left out. */
export function optionsIn(bond: ObservedBond, which: (option: Omit<Wanted, "value">) => boolean): Wanted[] {
  return bySysfs().flatMap(([name, row]) => {
    const text = bond.options[row.kernel];
    return text === undefined || !which({ name, row }) ? [] : [{ name, row, value: fromKernel(row, text) }];
  });
}

/**
 * Whether an option is to be written in this mode: it acts in it, or it is a delay, which the kernel takes in every mode
 * and changes with miimon.
 */
export function belongsTo(row: OptionRow, mode: string): boolean {
  return row.modes.some((one) => one === mode) || (row.type === "integer" && row.multipleOf === "miimon");
}

/** What the bond has of these options, as values to come back to in its mode. */
export function observedOptions(bond: ObservedBond, names?: (name: string) => boolean): Wanted[] {
  const mode = firstWord(bond.options.mode);
  return optionsIn(bond, ({ name, row }) => belongsTo(row, mode) && (!names || names(name)));
}

/** Of the wanted options, those the kernel does not have yet. */
export function pending(wanted: Wanted[], { bond, link }: Pick<Change, "bond" | "link">): Wanted[] {
  return wanted.filter(({ row, value }) => {
    const text = bond?.options[row.kernel];
    return text === undefined || !sameValue(fromKernel(row, text), value, link?.mac);
  });
}

/** The kernel's table of ARP targets is full with these many. */
const MOST_TARGETS = OPTIONS.arpIpTarget.most;
const EARLY = ["failOverMac"];
const LATE = ["primaryReselect", "primary"];

/**
 * The writes that bring the options to these values whatever of `present` (ARP targets that may be there) is found, in
 * the one order that the kernel takes: what needs an empty bond, targets, the monitor, its delays, the rest, then the
 * targets that go. The primary is not among them: it can only be written once the members are in.
 */
export function optionOps(device: string, wanted: Wanted[], present: readonly string[]): Op[] {
  const plain = wanted.filter(({ name }) => ![...EARLY, ...MONITOR, ...LATE].includes(name));
  const write = ({ row, value }: Wanted): Op => ["sysfs", device, row.kernel, toKernel(row, value)];
  const targets = wanted.find(({ name }) => name === "arpIpTarget");
  const goal = (targets?.value ?? []) as readonly string[];
  const gone = targets ? present.filter((target) => !goal.includes(target)) : [];
  const keep = [...goal].sort((a, b) => Number(present.includes(b)) - Number(present.includes(a)));
  const room = Math.max(0, MOST_TARGETS - gone.length);
  const list =
    (sign: string) =>
    (target: string): Op => ["sysfs", device, "arp_ip_target", `${sign}${target}`];
  return [
    ...wanted.filter(({ name }) => name === "failOverMac").map(write),
    ...keep.slice(0, room).map(list("+")),
    ...monitorOps(wanted, write),
    ...plain.map(write),
    ...gone.map(list("-")),
    ...keep.slice(room).map(list("+")),
  ];
}

/** The monitor that is wanted turns the other off by itself; delays mean something only with miimon. */
function monitorOps(wanted: Wanted[], write: (wanted: Wanted) => Op): Op[] {
  const named = (name: string) => wanted.find((option) => option.name === name);
  const on = (option: Wanted | undefined) => option !== undefined && Number(option.value) > 0;
  const [miimon, arp] = [named("miimon"), named("arpInterval")];
  const running = on(arp) ? [arp] : on(miimon) ? [miimon] : [arp, miimon];
  const delays =
    on(arp) || (miimon && !on(miimon)) ? [] : [named("updelay"), named("downdelay"), named("peerNotifDelay")];
  return [...running, ...delays, named("arpValidate")].filter((option) => option !== undefined).map(write);
}

/** The writes that need the members to be there, to have an effect at once. */
export function primaryOps(device: string, wanted: Wanted[]): Op[] {
  return LATE.flatMap((late) => wanted.filter(({ name }) => name === late)).map(({ row, value }) => [
    "sysfs",
    device,
    row.kernel,
    toKernel(row, value),
  ]);
}

/** The ARP targets a bond has. */
export function targetsOf(bond: ObservedBond | undefined): string[] {
  return (bond?.options.arp_ip_target ?? "").split(/\s+/).filter((word) => word !== "");
}

import type { Desired } from "../model/desired";
import type { ObservedBond } from "../model/observed";
import type { Op } from "../model/plan";
import { rows } from "../options/lookup";
import type { Mode } from "../options/modes";
import type { ChangeRule, OptionGroup, OptionRow, OptionValue } from "../options/row";
import { OPTIONS } from "../options/table";
import { fromKernel, sameValue, toKernel } from "../options/values";
import { type Change, firstWord } from "./change";

interface Option {
  name: string;
  row: OptionRow;
}

/** One option and the value it is to have. */
export interface Wanted extends Option {
  value: OptionValue;
}

/** Whether this option belongs to the link monitor: those set or clear each other, and are written together. */
export const isMonitor = ({ row: { group } }: Option): boolean => group !== undefined && group !== "active";

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
    return fresh || left || hidden || overruled(name, row, desired) ? [{ name, row, value: row.default }] : [];
  });
  return bond && before !== "" && !fresh ? found.concat(keptMonitor(found, bond, desired)) : found;
}

/** One monitor excludes the other, and its options go with it. */
function overruled(name: string, { group, needs }: OptionRow, { options }: Desired): boolean {
  if (group === undefined) return false;
  const monitors = rows()
    .filter(([, row]) => row.group === "monitor")
    .map(([monitor]) => monitor);
  const own = group === "monitor" ? name : needs?.find((one) => monitors.includes(one));
  const isOn = (monitor: string) => Number(options[monitor] ?? 0) > 0;
  return own !== undefined && !isOn(own) && monitors.some(isOn);
}

/** Undeclared delays of a bond that was taken over: the kernel counts them in ticks of miimon, so they are rewritten with it. */
function keptMonitor(found: Wanted[], bond: ObservedBond, desired: Desired): Wanted[] {
  const miimon = Number(found.find(({ name }) => name === "miimon")?.value ?? 0);
  if (miimon === 0) return [];
  return settable(desired.mode).flatMap(([name, row]) => {
    if (row.group !== "delays" || found.some((known) => known.name === name)) return [];
    const ms = Number(firstWord(bond.options[row.kernel]) || 0);
    return bond.options[row.kernel] === undefined ? [] : [{ name, row, value: ms - (ms % miimon) }];
  });
}

/** What the bond has of these options; those that this kernel does not have are left out. */
export function optionsIn(bond: ObservedBond, which: (option: Option) => boolean): Wanted[] {
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
  return row.modes.some((one) => one === mode) || row.group === "delays";
}

/** What the bond has of these options, as values to come back to in its mode. */
export function observedOptions(bond: ObservedBond, which?: (option: Option) => boolean): Wanted[] {
  const mode = firstWord(bond.options.mode);
  return optionsIn(bond, (option) => belongsTo(option.row, mode) && (!which || which(option)));
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

const isPlain = ({ row }: Wanted) => row.change !== "empty" && row.group === undefined;

/**
 * The writes that bring the options to these values whatever of `present` (ARP targets that may be there) is found, in
 * the one order that the kernel takes: what needs an empty bond, targets, the monitor, its delays, the rest, then the
 * targets that go. The primary is not among them: it can only be written once the members are in.
 */
export function optionOps(device: string, wanted: Wanted[], present: readonly string[]): Op[] {
  const write = ({ row, value }: Wanted): Op => ["sysfs", device, row.kernel, toKernel(row, value)];
  const targets = wanted.find(({ row }) => row.group === "targets");
  const goal = (targets?.value ?? []) as readonly string[];
  const gone = targets ? present.filter((target) => !goal.includes(target)) : [];
  const keep = [...goal].sort((a, b) => Number(present.includes(b)) - Number(present.includes(a)));
  const room = Math.max(0, MOST_TARGETS - gone.length);
  const list =
    (sign: string) =>
    (target: string): Op => ["sysfs", device, "arp_ip_target", `${sign}${target}`];
  return [
    ...wanted.filter(({ row }) => row.change === "empty").map(write),
    ...keep.slice(0, room).map(list("+")),
    ...monitorOps(wanted, write),
    ...wanted.filter(isPlain).map(write),
    ...gone.map(list("-")),
    ...keep.slice(room).map(list("+")),
  ];
}

/** The monitor that is wanted turns the other off by itself; delays mean something only with miimon. */
function monitorOps(wanted: Wanted[], write: (wanted: Wanted) => Op): Op[] {
  const of = (group: OptionGroup) => wanted.filter(({ row }) => row.group === group);
  const monitors = of("monitor");
  const running = monitors.filter(({ value }) => Number(value) > 0);
  const counted = (monitor: Wanted) => of("delays").some(({ row }) => row.needs?.includes(monitor.name));
  // The delays count the ticks of a monitor: while that one is off, or another one is on, the kernel takes none.
  const delays =
    running.some(counted) || monitors.every((one) => !counted(one) && !running.includes(one)) ? of("delays") : [];
  return [...(running.length > 0 ? running : monitors), ...delays, ...of("validation")].map(write);
}

/** The writes that need the members to be there, to have an effect at once. */
export function primaryOps(device: string, wanted: Wanted[]): Op[] {
  const isMember = ({ row }: Wanted) => Number(row.type === "member");
  const last = wanted.filter(({ row }) => row.group === "active").sort((a, b) => isMember(a) - isMember(b));
  return last.map(({ row, value }) => ["sysfs", device, row.kernel, toKernel(row, value)]);
}

/** The ARP targets a bond has. */
export function targetsOf(bond: ObservedBond | undefined): string[] {
  return (bond?.options.arp_ip_target ?? "").split(/\s+/).filter((word) => word !== "");
}

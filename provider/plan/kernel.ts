import { permanentMac } from "../compare/bond";
import type { Disruption, Op, Step } from "../model/plan";
import type { OptionRow } from "../options/row";
import { toKernel } from "../options/values";
import { attachOps, configureOps, emptyOps, keptMac, madeBy, possibleTargets, rebuildOps, strippedOps } from "./bond";
import { type Change, firstWord } from "./change";
import {
  changeRule,
  isMonitor,
  observedOptions,
  optionOps,
  pending,
  primaryOps,
  type Wanted,
  wantedOptions,
} from "./options";
import { upAgain } from "./runtime";

/** Whether the bond must be emptied: its mode or what only an empty bond takes is to change. */
export function needsRebuild(change: Change): boolean {
  const { bond, desired, observed } = change;
  if (!bond) return false;
  if (firstWord(bond.options.mode) !== desired.mode) return true;
  const empty = pending(wantedOptions(change), change).some(({ row }) => changeRule(row, observed.kernel) === "empty");
  return empty && bond.members.length > 0;
}

/**
 * An empty bond takes the MAC of its first member by itself, and what can be left out does not keep it down; but an LACP
 * identity may be the bond's own MAC, and is written while it is empty.
 */
function macToWrite(change: Change, first: string | undefined, wanted: Wanted[]): string | undefined {
  const mac = keptMac(change);
  const comes = first !== undefined && permanentMac(change.observed, first) === mac;
  return comes && !wanted.some(({ name }) => name === "adActorSystem") ? undefined : mac;
}

/** All members out, mode and options written, members in again one by one: the shortest way to another mode. */
export function rebuildStep(change: Change): Step {
  const { desired, observed, bond } = change;
  const { device } = desired;
  const wanted = wantedOptions(change);
  const present = possibleTargets(change);
  const before = bond?.members ?? [];
  const staying = desired.members.filter((member) => before.includes(member));
  const mac = macToWrite(change, staying[0], wanted);
  const shape = { device, mode: desired.mode, options: wanted, members: desired.members, ...(mac && { mac }) };
  const from = firstWord(bond?.options.mode);
  return {
    title: `${device}: ${from === desired.mode ? "options that need an empty bond" : `mode ${from} -> ${desired.mode}`}`,
    disruption: "members-released",
    do: [
      ...strippedOps(observed, before),
      ...emptyOps(device, before),
      ...configureOps(shape, present),
      ...attachOps(device, staying),
      ...(change.link?.up ? upAgain(device) : []),
      ...primaryOps(device, wanted),
    ],
    undo: rebuildOps(observed, device, madeBy(change)),
  };
}

function show({ row, value }: Wanted, { bond }: Change): string {
  const text = bond?.options[row.kernel] ?? "";
  const old = row.type === "word" ? firstWord(text) : text.trim().split(/\s+/).join(",");
  return `${row.kernel} ${old || "none"} -> ${toKernel(row, value) || "none"}`;
}

/** The bond goes down for a moment and comes back with options it only takes then. */
function downStep(change: Change, wanted: Wanted[]): Step {
  const { desired, bond, link } = change;
  const { device } = desired;
  const names = new Set(wanted.map(({ name }) => name));
  const back = link?.up ? upAgain(device) : [];
  const ops = (options: Wanted[]): Op[] => [["down", device], ...optionOps(device, options, []), ...back];
  const old = bond ? observedOptions(bond, ({ name }) => names.has(name)) : [];
  return {
    title: `${device}: ${wanted.map((one) => show(one, change)).join(", ")}`,
    disruption: link?.up ? "bond-down" : "live",
    do: ops(wanted),
    undo: ops(old),
  };
}

/** Whether this option brings a primary in that is not the active member: what is under way to that one is lost. */
function movesTraffic({ desired, bond }: Change, { group }: OptionRow): boolean {
  if (group !== "active") return false;
  const { primary } = desired.options;
  return primary !== undefined && primary !== bond?.options.active_slave;
}

/** What it costs to write these options while traffic flows. */
function priceOf(change: Change, wanted: Wanted[]): Disruption {
  if (change.link?.up && wanted.some(({ row }) => row.interrupts)) return "bond-down";
  return wanted.some(({ row }) => movesTraffic(change, row)) ? "member" : "live";
}

/** Options that the kernel changes while traffic flows; `related` names what must come back with them. */
function liveStep(
  change: Change,
  wanted: Wanted[],
  title: string,
  related: (option: Omit<Wanted, "value">) => boolean,
): Step {
  const { desired, bond } = change;
  const { device } = desired;
  const present = possibleTargets(change);
  const ops = (options: Wanted[]): Op[] => [...optionOps(device, options, present), ...primaryOps(device, options)];
  const old = bond ? observedOptions(bond, related) : [];
  return { title: `${device}: ${title}`, disruption: priceOf(change, wanted), do: ops(wanted), undo: ops(old) };
}

/** The monitor with all that hangs on it, ARP targets included: added before it starts to ask them, removed afterwards. */
function monitorSteps(change: Change, wanted: Wanted[], open: Wanted[]): Step[] {
  const changed = open.filter(isMonitor);
  if (changed.length === 0) return [];
  const title = changed.map((one) => show(one, change)).join(", ");
  return [liveStep(change, wanted.filter(isMonitor), title, isMonitor)];
}

/** Steps that bring the options of a bond with the right mode to what is wanted, each as mild as the kernel allows. */
export function optionSteps(change: Change): Step[] {
  const { bond, observed } = change;
  if (!bond) return [];
  const wanted = wantedOptions(change);
  const open = pending(wanted, change);
  const down = open.filter(({ row }) => changeRule(row, observed.kernel) === "down");
  const rest = open.filter((one) => !down.includes(one) && !isMonitor(one));
  return [
    ...(down.length > 0 ? [downStep(change, down)] : []),
    ...monitorSteps(change, wanted, open),
    ...rest.map((one) => liveStep(change, [one], show(one, change), ({ name }) => name === one.name)),
  ];
}

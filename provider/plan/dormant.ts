import type { ObservedBond } from "../model/observed";
import type { Op } from "../model/plan";
import type { Mode } from "../options/modes";
import { sameValue } from "../options/values";
import { firstWord } from "./change";
import { belongsTo, optionOps, optionsIn, primaryOps, type Wanted } from "./options";

/**
 * What a bond is observed to have of the options that do not act in its mode: those that act in the mode that a change
 * gives it, and whatever somebody has left at another value than the default. Each is listed under the first mode in
 * which it acts, because the kernel refuses most of them in all others.
 */
function dormantOptions(bond: ObservedBond, changedTo: string | undefined): Map<Mode, Wanted[]> {
  const mode = firstWord(bond.options.mode);
  const byMode = new Map<Mode, Wanted[]>();
  for (const wanted of optionsIn(bond, ({ row }) => !belongsTo(row, mode))) {
    const { value, row } = wanted;
    const [first] = row.modes;
    const changed = row.modes.some((one) => one === changedTo);
    if (!first || (!changed && sameValue(value, row.default))) continue;
    byMode.set(first, [...(byMode.get(first) ?? []), wanted]);
  }
  return byMode;
}

/**
 * The options that do not act in the bond's mode, as they were observed. The bond is down and empty, so it can be given
 * any mode for a moment; its own is written afterwards, with the options that the kernel changes with every mode.
 */
export function dormantOps(
  device: string,
  bond: ObservedBond,
  changedTo: string | undefined,
  present: readonly string[],
): Op[] {
  return [...dormantOptions(bond, changedTo)].flatMap(([mode, options]) => [
    ["sysfs", device, "mode", mode],
    ...optionOps(device, options, present),
    ...primaryOps(device, options),
  ]);
}

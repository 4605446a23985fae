import { ifcfgPath } from "../ifcfg/paths";
import { fileState } from "../ifcfg/state";
import type { Desired } from "../model/desired";
import type { Observed } from "../model/observed";
import type { OptionRow, OptionValue, OptionValues } from "../options/row";
import { sameValue } from "../options/values";
import { fileName } from "./condition";
import { drift } from "./drift";
import { actingRows, kernelOptions } from "./options";

/** What taking over an existing bond means. */
export interface Adoption {
  /** Where the bond differs from the declaration, in files and kernel: what the takeover will change. */
  differences: string[];
  /** Options that the program does not mention and that keep the value the bond has. */
  keep: OptionValues;
  /** Keys in the bond's files that no property writes and `extraKeys` does not declare. */
  foreign: Desired["extraKeys"];
  /** One sentence for each foreign key: where it stands and what it says. */
  foreignKeys: string[];
}

/** Compares the bond that is there with the declaration that is to take it over. */
export function adoption(desired: Desired, observed: Observed, device: string = desired.device): Adoption {
  const keep = keptOptions(desired, observed, device);
  const { files, kernel } = drift(desired, observed, keep);
  const foreign = foreignKeys(desired, observed, device);
  const { path, memberFiles } = fileState(observed.files, device);
  const lines = (file: string | undefined, keys: Record<string, string>) =>
    Object.entries(keys).map(([key, value]) => `${fileName(file ?? ifcfgPath(device))}: ${key} is ${value}`);
  const members = Object.entries(foreign.members).flatMap(([member, keys]) => lines(memberFiles[member], keys));
  return {
    differences: [...files, ...kernel],
    keep,
    foreign,
    foreignKeys: [...lines(path, foreign.bond), ...members],
  };
}

/** Options of the running bond, other than the defaults, that act in the declared mode and agree with what is declared. */
function keptOptions({ mode, options }: Desired, observed: Observed, device: string): OptionValues {
  const found = kernelOptions(observed, device);
  const own = observed.links[device]?.mac;
  const keep: Record<string, OptionValue> = {};
  const isOn = (name: string) => Boolean(options[name] ?? keep[name]);
  for (const [name, row] of actingRows(mode)) {
    const value = found[name];
    if (value === undefined || options[name] !== undefined || sameValue(value, row.default, own)) continue;
    if (fits(row, isOn)) keep[name] = value;
  }
  return keep;
}

/** Whether an option has an effect beside the others: nothing that excludes it is on, everything it needs is. */
function fits(row: OptionRow, isOn: (name: string) => boolean): boolean {
  const off = (row.conflicts ?? []).every((name) => !isOn(name));
  return off && (row.needs ?? []).every((name) => name === "arpIpTarget" || isOn(name));
}

function foreignKeys(desired: Desired, observed: Observed, device: string): Desired["extraKeys"] {
  const { extraKeys } = fileState(observed.files, device);
  const left = (found: Record<string, string>, declared: Record<string, string> = {}) =>
    Object.fromEntries(Object.entries(found).filter(([key]) => declared[key] === undefined));
  const members = Object.entries(extraKeys.members).map(
    ([member, keys]) => [member, left(keys, desired.extraKeys.members[member])] as const,
  );
  const some = members.filter(([, keys]) => Object.keys(keys).length > 0);
  return { bond: left(extraKeys.bond, desired.extraKeys.bond), members: Object.fromEntries(some) };
}

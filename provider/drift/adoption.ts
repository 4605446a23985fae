import { actingRows, kernelOptions } from "../compare/options";
import type { Compared } from "../model/configuration";
import type { Desired } from "../model/desired";
import type { Observed } from "../model/observed";
import { optionNamed } from "../options/lookup";
import type { OptionRow, OptionValue, OptionValues } from "../options/row";
import { sameValue } from "../options/values";
import { drift } from "./drift";

/** What taking over an existing bond means. */
export interface Adoption {
  /** Where the bond differs from the declaration, in files and kernel: what the takeover will change. */
  differences: string[];
  /** Options that the program does not mention and that keep the value the bond has. */
  keep: OptionValues;
}

/** Compares the bond that is there with the declaration that is to take it over. */
export function adoption(desired: Desired, observed: Observed, compared: Compared): Adoption {
  const keep = keptOptions(desired, observed);
  const { files, kernel } = drift(desired, observed, compared, keep);
  return { differences: [...files, ...kernel], keep };
}

/** Options of the running bond, other than the defaults, that act in the declared mode and agree with what is declared. */
function keptOptions({ device, mode, options }: Desired, observed: Observed): OptionValues {
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
  return off && (row.needs ?? []).every((name) => optionNamed(name)?.row.group === "targets" || isOn(name));
}

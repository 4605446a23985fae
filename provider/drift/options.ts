import { actingRows, kernelOptions } from "../compare/options";
import type { Desired } from "../model/desired";
import type { Observed } from "../model/observed";
import type { OptionRow, OptionValue, OptionValues } from "../options/row";
import { sameValue } from "../options/values";
import { type Finding, onOption } from "./finding";

/** What an option must be: as declared, as kept from an adopted bond, or else the kernel's default. */
function expectedOption(name: string, row: OptionRow, declared: OptionValues, kept: OptionValues): OptionValue {
  return declared[name] ?? kept[name] ?? row.default;
}

/** Options of the running bond that are not what they must be. */
export function kernelOptionFindings(desired: Desired, observed: Observed, kept: OptionValues): Finding[] {
  const { device, mode, options } = desired;
  const found = kernelOptions(observed, device);
  const members = observed.bonds[device]?.members ?? [];
  const own = observed.links[device]?.mac;
  return actingRows(mode).flatMap(([name, row]) => {
    const value = found[name];
    const expected = expectedOption(name, row, options, kept);
    // The kernel shows a primary only while it is in the bond.
    const hidden = row.type === "member" && expected !== "" && !members.includes(String(expected));
    if (value === undefined || hidden || sameValue(value, expected, own)) return [];
    return [onOption("kernel", `kernel: ${device}`, name, value, expected)];
  });
}

/** Options as BONDING_OPTS gives them, with delays as the kernel will round them. */
function effectiveOption(name: string, row: OptionRow, options: OptionValues): OptionValue {
  const value = options[name] ?? row.default;
  const tick = Number(row.type === "integer" && row.multipleOf ? (options[row.multipleOf] ?? 0) : 0);
  return tick > 0 && typeof value === "number" ? value - (value % tick) : value;
}

/** Options that the file gives another value than they must have. */
export function fileOptionFindings(
  desired: Desired,
  place: string,
  found: OptionValues,
  kept: OptionValues,
): Finding[] {
  const expected: OptionValues = { ...kept, ...desired.options };
  return actingRows(desired.mode).flatMap(([name, row]) => {
    const value = effectiveOption(name, row, found);
    const wanted = effectiveOption(name, row, expected);
    return sameValue(value, wanted) ? [] : [onOption("files", place, name, value, wanted)];
  });
}

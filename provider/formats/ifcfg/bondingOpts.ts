import type { Desired } from "../../model/desired";
import { optionOfKernel, rows } from "../../options/lookup";
import { MODES, type Mode } from "../../options/modes";
import type { OptionRow, OptionValue, OptionValues } from "../../options/row";
import { fromKernel, toKernel } from "../../options/values";
import { safeTargetOrder, targetsSet } from "./targets";

/** What a BONDING_OPTS line says. */
export interface BondingOpts {
  mode?: Mode;
  /** By API name, in normal form; lists as the scripts set them. */
  options: OptionValues;
  /** Items that name no option, or a value that it does not have. */
  unknown: string[];
}

/** Mode first, then the monitor, then the delays (which the kernel counts in its ticks), at the end what needs members. */
function placeOf({ group, type }: OptionRow): number {
  if (group === "monitor") return 0;
  if (group === "delays") return 1;
  return type === "member" ? 3 : 2;
}

/** The value of BONDING_OPTS: options as declared, in the order in which the kernel can take them. */
export function renderBondingOpts({
  mode,
  options,
  extraKeys,
}: Pick<Desired, "mode" | "options" | "extraKeys">): string {
  const items = rows()
    .filter(([name]) => options[name] !== undefined)
    .sort(([, a], [, b]) => placeOf(a) - placeOf(b))
    .map(([name, row]) => [row.kernel, kernelText(row, options[name] as OptionValue)])
    .filter(([, text]) => text !== "");
  const further = extraKeys.bond.BONDING_OPTS; // items that no option stands for
  return [...[["mode", mode], ...items].map(([key, text]) => `${key}=${text}`), ...(further ? [further] : [])].join(
    " ",
  );
}

function kernelText(row: OptionRow, value: OptionValue): string {
  const list = row.type === "ipv4List" && Array.isArray(value) ? (value as string[]) : undefined;
  return toKernel(row, list ? (safeTargetOrder(list) ?? list) : value);
}

/**
 * Reads BONDING_OPTS as the scripts do: words between blanks, the key before the first "=", the value behind the last one,
 * a key given twice counts the last time. Numbers of enums become words.
 */
export function parseBondingOpts(text: string): BondingOpts {
  let mode: Mode | undefined;
  const options: Record<string, OptionValue> = {};
  const unknown: string[] = [];
  for (const item of text.split(/[ \t\n]+/).filter((word) => word !== "")) {
    const key = item.split("=", 1)[0] ?? "";
    const value = item.slice(item.lastIndexOf("=") + 1);
    const option = item.includes("=") ? optionOfKernel(key) : undefined;
    const read = key === "mode" ? modeNamed(value) : option && readValue(option.row, value, options[option.name]);
    if (read === undefined) unknown.push(item);
    else if (key === "mode") mode = read as Mode;
    else if (option) options[option.name] = read;
  }
  return { ...(mode && { mode }), options, unknown };
}

/** A mode by its word or number. */
function modeNamed(text: string): Mode | undefined {
  return MODES.find((mode, number) => text === mode || text === String(number));
}

/** The value in normal form; undefined: the option has no such value. */
function readValue(row: OptionRow, text: string, before: OptionValue | undefined): OptionValue | undefined {
  switch (row.type) {
    case "integer":
      return /^-?\d{1,10}$/.test(text) ? Number(text) : undefined;
    case "flag":
      return /^([01]|on|off)$/.test(text) ? fromKernel(row, text) : undefined;
    case "word":
      return row.words.includes(fromKernel(row, text) as string) ? fromKernel(row, text) : undefined;
    case "ipv4List":
      return targetsSet([
        ...((before as string[] | undefined) ?? []),
        ...text.split(",").map((one) => one.replace(/^\+/, "")),
      ]);
    case "mac":
      return text === "" ? undefined : text.toLowerCase();
    case "member":
      return text === "" ? undefined : text;
    default:
      return undefined; // only netlink or present members can take it: the line has no effect
  }
}

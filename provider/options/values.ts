import type { OptionRow, OptionValue } from "./row";

/** No address of one's own: what ad_actor_system says while the bond's is used. */
export const ZERO_MAC = "00:00:00:00:00:00";

/** The text the kernel takes for a value: what is written to sysfs and stands in BONDING_OPTS. Lists are joined by commas. */
export function toKernel(row: OptionRow, value: OptionValue): string {
  if (row.type === "flag") return value ? "1" : "0";
  return Array.isArray(value) ? value.join(",") : String(value);
}

/** Whether a value leaves its option switched off: not there, zero, or empty. */
export function isOff(value: OptionValue | undefined): boolean {
  return value === undefined || value === 0 || value === "" || (Array.isArray(value) && value.length === 0);
}

/**
 * Whether a bond has the value that is wanted: lists have no order, and its `own` address does for none, because a kernel
 * before 5.16 refuses to be told "none" again.
 */
export function sameValue(found: OptionValue, wanted: OptionValue, own?: string): boolean {
  if (Array.isArray(found) && Array.isArray(wanted)) return [...found].sort().join() === [...wanted].sort().join();
  const [is, must] = [found, wanted].map((value) => String(value).toLowerCase());
  return is === must || (must === ZERO_MAC && is === own);
}

/** The value that a sysfs file's text stands for: `fast 1` -> "fast", `100` -> 100, `10.0.0.1 10.0.0.2` -> a list. */
export function fromKernel(row: OptionRow, text: string): OptionValue {
  const words = text
    .trim()
    .split(/[\s,]+/)
    .filter((word) => word !== "");
  switch (row.type) {
    case "integer":
      return Number(words[0] ?? row.default);
    case "flag":
      return row.default ? words[0] !== "0" && words[0] !== "off" : words[0] === "1" || words[0] === "on";
    case "word":
      return row.words.includes(words[0] ?? "")
        ? (words[0] as string)
        : (row.words[Number(words[0])] ?? words[0] ?? row.default);
    case "ipv4List":
    case "ipv6List":
      return words;
    case "perMember":
      return Object.fromEntries(words.map((word) => word.split(":")).map(([member, id]) => [member ?? "", Number(id)]));
    default:
      return words[0] ?? row.default;
  }
}

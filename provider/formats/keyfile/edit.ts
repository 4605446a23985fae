import { parseKeyfile, type Setting } from "./parse";

/** What a setting is to be, by GROUP.KEY; undefined: it is not to be there. */
export type Changes = ReadonlyMap<string, string | undefined>;

/**
 * A keyfile with other values, everything else byte for byte as it is: comments, order, settings that nobody names. Of a
 * setting that stands there twice the last one counts and is written, the others are deleted.
 *
 * @param groups Groups that must be there although nothing may be in them.
 */
export function editKeyfile(text: string, changes: Changes, groups: readonly string[] = []): string {
  const file = parseKeyfile(text);
  const lines = file.lines.map((line): string | undefined => line);
  const last = new Map(file.settings.map((one) => [nameOf(one), one.line]));
  for (const setting of file.settings) {
    const name = nameOf(setting);
    if (!changes.has(name)) continue;
    const value = changes.get(name);
    if (last.get(name) !== setting.line || value === undefined) lines[setting.line - 1] = undefined;
    else if (setting.value !== value) lines[setting.line - 1] = written(setting.key, value);
  }
  const added = [...changes].filter(([name, value]) => value !== undefined && !last.has(name));
  return withAdded(lines, file.groups, added as [string, string][], groups);
}

const nameOf = ({ group, key }: Setting) => `${group}.${key}`;

/** What separates a line from the next cannot be part of a value, and blanks at its ends are not read. */
function written(key: string, value: string): string {
  const odd = unsafeValue(value);
  if (odd !== undefined) throw new Error(`Unable to write the setting ${key}: its value ${odd}.`);
  return `${key}=${value}`;
}

/** Whether a name is that of a setting in a keyfile, as nmcli has it: "connection.zone". Keys of ifcfg files have no dot. */
export const isSetting = (name: string): boolean => /^[a-z0-9][a-z0-9-]*\.[a-z0-9][a-z0-9_.-]*$/.test(name);

/** Why a value cannot stand in a keyfile as it is; undefined: it can. */
export function unsafeValue(value: string): string | undefined {
  if (/\p{Cc}/u.test(value)) return "has a control character";
  if (value !== value.trim()) return "begins or ends with a blank";
  if (value.includes("\\")) return "has a backslash";
  return undefined;
}

function withAdded(
  lines: (string | undefined)[],
  present: readonly { group: string; line: number }[],
  added: readonly [string, string][],
  needed: readonly string[],
): string {
  const names = present.map(({ group }) => group);
  const wanted = new Set([...added.map(([name]) => groupOf(name)), ...needed]);
  const missing = [...wanted].filter((group) => !names.includes(group)).sort((a, b) => place(a) - place(b));
  const behind = new Map<number, string[]>();
  for (const group of new Set(names)) {
    const texts = added.filter(([name]) => groupOf(name) === group).map(([name, value]) => written(keyOf(name), value));
    if (texts.length > 0) behind.set(endOf(group, lines, present), texts);
  }
  const whole = lines.flatMap((line, index) => [
    ...(line === undefined ? [] : [line]),
    ...(behind.get(index + 1) ?? []),
  ]);
  for (const group of missing) {
    const texts = added.filter(([name]) => groupOf(name) === group).map(([name, value]) => written(keyOf(name), value));
    whole.push(...(whole.length > 0 && whole.at(-1) !== "" ? [""] : []), `[${group}]`, ...texts);
  }
  return whole.length === 0 ? "" : `${whole.join("\n")}\n`;
}

/** The order in which people read them; what is of no importance here comes last. */
const ORDER = ["connection", "bond", "bond-port", "ethernet", "ipv4", "ipv6"];
const place = (group: string) => (ORDER.includes(group) ? ORDER.indexOf(group) : ORDER.length);

const groupOf = (name: string) => name.slice(0, name.indexOf("."));
const keyOf = (name: string) => name.slice(name.indexOf(".") + 1);

/** The last line of a group's first block that is not blank. */
function endOf(
  group: string,
  lines: readonly (string | undefined)[],
  present: readonly { group: string; line: number }[],
): number {
  const at = present.findIndex((one) => one.group === group);
  let end = (present[at + 1]?.line ?? lines.length + 1) - 1;
  while (end > (present[at]?.line ?? 0) && (lines[end - 1] ?? "").trim() === "") end--;
  return end;
}

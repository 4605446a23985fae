import { optionNamed, rows } from "../../options/lookup";
import type { OptionTable, OptionValue } from "../../options/row";
import { isOff } from "../../options/values";
import { type Facts, failures, type Rule } from "../facts";
import { show } from "../reading";

/** Runs `judge` for every declared option whose value is known. */
const each = (
  { options }: Facts,
  table: OptionTable,
  judge: (entry: { name: string; value: OptionValue; row: OptionTable[string] }) => string | undefined | false,
) =>
  failures(
    "options",
    Object.entries(options?.values ?? {}).map(([name, value]) => {
      const row = optionNamed(name, table)?.row;
      return row && judge({ name, value, row });
    }),
  );

const list = (words: readonly string[]) => words.join(", ").replace(/, ([^,]*)$/, " or $1");

/** An option acts only in its modes; elsewhere the kernel refuses it, or takes it and does nothing. */
export const inItsMode: Rule = ({ mode, options }, table) => {
  const declared = [...Object.keys(options?.values ?? {}), ...(options?.unclear ?? [])];
  return failures(
    "options",
    declared.map((name) => {
      const row = optionNamed(name, table)?.row;
      const acts = !mode || !row || row.notPersistent || row.modes.includes(mode);
      return (
        !acts &&
        `${name} has no effect in mode ${mode}: the kernel refuses or ignores it there. Leave it out, or use mode ${list(row.modes)}.`
      );
    }),
  );
};

/** Two options of which the kernel keeps only the last one written. */
export const withoutConflict: Rule = (facts, table) =>
  each(facts, table, ({ name, value, row }) => {
    const order = rows(table).map(([entry]) => entry);
    const rival = row.conflicts?.find(
      (other) => order.indexOf(other) > order.indexOf(name) && !isOff(facts.options?.values[other]) && !isOff(value),
    );
    return (
      rival &&
      `${name} and ${rival} exclude each other: the kernel silently sets one to 0 when the other is written. Keep one of them.`
    );
  });

/** An option that does nothing, or is refused, without another one. */
export const withWhatItNeeds: Rule = (facts, table) =>
  each(facts, table, ({ name, value, row }) => {
    const missing = row.needs?.find(
      (need) => !facts.options?.unclear.has(need) && isUnset(table, need, facts.options?.values[need]),
    );
    const counts = row.type === "integer" && row.multipleOf !== undefined; // in ticks, of which there are none: even 0 is refused
    const asks = counts || (!isOff(value) && value !== row.default);
    return (
      asks &&
      missing &&
      `${name} is ${show(value)} without ${missing}: the kernel refuses it or does nothing with it. Add ${missing}, or leave ${name} out.`
    );
  });

const isUnset = (table: OptionTable, name: string, value: OptionValue | undefined) =>
  isOff(value) || (table[name]?.type === "word" && value === table[name]?.default);

/** Delays are kept in ticks of the monitor. */
export const inWholeTicks: Rule = (facts, table) =>
  each(facts, table, ({ name, value, row }) => {
    const base = row.type === "integer" ? row.multipleOf : undefined;
    const tick = Number(base && facts.options?.values[base]);
    if (!base || !(tick > 0) || Number(value) % tick === 0) return undefined;
    const below = Math.floor(Number(value) / tick) * tick;
    const above = row.type === "integer" && below + tick <= row.max ? ` or ${below + tick}` : "";
    return `${name} is ${value}, not a multiple of ${base} (${tick}): the kernel would silently make it ${below}. Write ${below}${above}.`;
  });

/** Without a monitor a member with a dead link goes on being used. */
export const monitored: Rule = ({ options }) => {
  if (!options || options.unclear.has("miimon") || options.unclear.has("arpInterval")) return [];
  const { miimon, arpInterval } = options.values;
  const reason =
    "miimon is 0 and there is no arpInterval: the kernel would not notice a dead link. Write miimon: 100, or arpInterval and arpIpTarget.";
  return failures("options", [isOff(miimon) && isOff(arpInterval) && reason]);
};

/** The kernel records any name and waits for it for ever. */
export const primaryIsMember: Rule = ({ options, members }) => {
  const primary = options?.values.primary;
  const isForeign = typeof primary === "string" && members && !members.includes(primary);
  return failures("options", [
    isForeign &&
      `primary is ${show(primary)}, which is not a member: the kernel would wait for it for ever. Write one of ${members.join(", ")}.`,
  ]);
};

/** More links than there are members can never be up. */
export const enoughLinks: Rule = ({ options, members }) => {
  const minLinks = Number(options?.values.minLinks ?? 0);
  const many = members && members.length > 0 && minLinks > members.length;
  return failures("options", [
    many &&
      `minLinks is ${minLinks} and there are ${members.length} members: the bond would never have a carrier. Write ${members.length} or less.`,
  ]);
};

/** Nobody answers the host's ARP requests for its own address. */
export const targetsAreOthers: Rule = ({ options, addresses }) => {
  const targets = options?.values.arpIpTarget;
  const own = Array.isArray(targets)
    ? targets.find((target) => addresses?.some((cidr) => cidr.startsWith(`${target}/`)))
    : undefined;
  return failures("options", [
    own &&
      `arpIpTarget ${own} is an address of the bond itself, which never answers its own ARP requests. Write another host's, e.g. the gateway's.`,
  ]);
};

/** With `active` the bond takes the MAC address of whichever member is active. */
export const macStaysDeclared: Rule = ({ options, macAddress }) =>
  failures("options", [
    macAddress !== undefined &&
      options?.values.failOverMac === "active" &&
      `failOverMac is "active" and macAddress ${macAddress} is declared: the bond would take its members' addresses instead. Leave one of them out.`,
  ]);

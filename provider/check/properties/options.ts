import { optionNamed, optionOfKernel, rows } from "../../options/lookup";
import { NOT_OPTIONS } from "../../options/notOptions";
import type { OptionTable, OptionValue } from "../../options/row";
import { isOff } from "../../options/values";
import { nearest } from "../nearest";
import { absent, bad, isObject, put, type Reader, type Reading, show, whenKnown } from "../reading";
import { UNKNOWN } from "../unknown";
import { meant } from "../words";
import { optionReader } from "./optionValue";

/** The options of a program as far as they are known. */
export interface DeclaredOptions {
  /** Those with a value that can be relied on, by API name. */
  values: Readonly<Record<string, OptionValue>>;
  /** Those whose value is wrong, or not known yet. */
  unclear: ReadonlySet<string>;
}

/** Milliseconds between two looks at the carrier, when a program declares no monitor: without one a dead link stays in use. */
const MIIMON = 100;

/** All options, in the table's order; values that mean "none" are left out, and a monitor is there in any case. */
export const optionsReader = (table: OptionTable): Reader<DeclaredOptions> =>
  whenKnown((value, name) => {
    if (!isObject(value)) return bad(value, `${name} is ${show(value)}. Write { miimon: 100 }.`);
    const readings = readAll(table, value);
    const known = monitored(table, collect(readings));
    const normal: Record<string, unknown> = {};
    for (const [option] of rows(table))
      if (Object.hasOwn(known.values, option)) put(normal, option, known.values[option]);
    for (const [option, reading] of readings) if (reading.known === undefined) put(normal, option, reading.value);
    return { value: normal, known, reasons: readings.flatMap(([, reading]) => reading.reasons) };
  });

type Named = [option: string, reading: Reading<OptionValue>];

/** In the table's order, what is not in the table last: so failures come in one order however a program is written. */
function readAll(table: OptionTable, value: Record<string, unknown>): Named[] {
  const names = Object.keys(table);
  // Under its second name an option that says the same again is said once.
  const repeats = (name: string | undefined, written: string, content: unknown) =>
    name !== undefined && written !== name && Object.hasOwn(value, name) && Object.is(value[name], content);
  const rank = (written: string) => names.indexOf(optionNamed(written, table)?.name ?? "") + 1 || names.length + 1;
  return Object.entries(value)
    .sort(([a], [b]) => rank(a) - rank(b))
    .filter(([written, content]) => !absent(content) && !repeats(optionNamed(written, table)?.name, written, content))
    .map(([written, content]): Named => {
      const found = optionNamed(written, table);
      if (!found) return [written, bad(content, notAnOption(written, table))];
      const { name, row } = found;
      if (row.notPersistent || row.type === "perMember")
        return [written, bad(content, `${name} cannot be kept: ${row.notPersistent}. Leave it out.`)];
      const other = written === name ? row.alias?.name : name;
      const rival = other === undefined ? undefined : value[other];
      if (absent(rival) || Object.is(rival, content) || (written === name && rival !== UNKNOWN))
        return [name, optionReader(row)(content, name)];
      if (rival === UNKNOWN || content === UNKNOWN) return [written, { value: content, reasons: [] }];
      return [
        written,
        bad(content, `${written} and ${other} are two names of one value in the kernel. Write ${name} alone.`),
      ];
    });
}

/** What to say of a name that is not in the table. */
function notAnOption(written: string, table: OptionTable): string {
  const kernel = written.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const reason = Object.hasOwn(NOT_OPTIONS, kernel) ? NOT_OPTIONS[kernel] : undefined;
  if (reason) return `${written} is not an option: ${reason}.`;
  const names = rows(table).map(([name]) => name);
  const other = meant(written, table);
  if (other !== undefined && !other.startsWith("options."))
    return `${show(written)} is not an option of a bond. Did you mean ${other}, beside options?`;
  const near = optionOfKernel(written, table)?.name ?? other?.replace("options.", "") ?? nearest(written, names);
  const instead = near
    ? `Did you mean ${near}?`
    : "The options are those of the kernel in camelCase, as the README lists them.";
  return `${show(written)} is not an option of a bond. ${instead}`;
}

function collect(readings: Named[]): DeclaredOptions {
  const values: Record<string, OptionValue> = {};
  for (const [option, { known }] of readings) if (known !== undefined && !isNone(known)) put(values, option, known);
  return {
    values,
    unclear: new Set(readings.filter(([, { known }]) => known === undefined).map(([option]) => option)),
  };
}

/** A list or name that is empty says the same as its absence. */
const isNone = (value: OptionValue) => value === "" || (Array.isArray(value) && value.length === 0);

/** Adds the carrier monitor where a program leaves monitoring to us. */
function monitored(table: OptionTable, known: DeclaredOptions): DeclaredOptions {
  const { values, unclear } = known;
  const isSaid = unclear.has("miimon") || Object.hasOwn(values, "miimon");
  if (!Object.hasOwn(table, "miimon") || isSaid || unclear.has("arpInterval")) return known;
  return isOff(values.arpInterval) ? { values: { ...values, miimon: MIIMON }, unclear } : known;
}

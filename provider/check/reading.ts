import { nearest } from "./nearest";
import { UNKNOWN } from "./unknown";

/** What became of one value of the program. */
export interface Reading<T> {
  /** Its normal form; where it could not be read, as it came. */
  value: unknown;
  /** What the rules may rely on; absent when the value is wrong or not known yet. */
  known?: T;
  /** What is wrong with it, one sentence each. */
  reasons: string[];
}

/** Reads one value; `name` is how a message calls it, e.g. `routes[0].via`. Never throws, whatever the value. */
export type Reader<T> = (value: unknown, name: string) => Reading<T>;

export const good = <T>(known: T): Reading<T> => ({ value: known, known, reasons: [] });
export const bad = <T>(value: unknown, ...reasons: string[]): Reading<T> => ({ value, reasons });

/** Absent, as far as a program is concerned: YAML and JSON write null for it. */
export const absent = (value: unknown) => value === undefined || value === null;

/** A value as a message shows it. */
export function show(value: unknown): string {
  const text = asText(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function asText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? typeof value;
  } catch {
    return typeof value; // no JSON: nothing that a program can send
  }
}

/** Passes what is not known yet and leaves the rest to `reader`. */
export function whenKnown<T>(reader: Reader<T>): Reader<T> {
  return (value, name) => (value === UNKNOWN ? { value, reasons: [] } : reader(value, name));
}

/** A list; `order` gives the normal form where the order has no meaning. */
export function list<T>(item: Reader<T>, example: string, order: (items: T[]) => T[] = (items) => items): Reader<T[]> {
  return whenKnown((value, name) => {
    if (!Array.isArray(value)) return bad(value, `${name} is ${show(value)}, not a list. Write ${example}.`);
    const readings = value.map((entry, index) => whenKnown(item)(entry, `${name}[${index}]`));
    const known = readings.flatMap((reading) => (reading.known === undefined ? [] : [reading.known]));
    if (known.length === readings.length) return good(order(known));
    // Not spread over arguments, of which a call takes only so many.
    return {
      value: readings.map((reading) => reading.value),
      reasons: readings.flatMap((reading) => reading.reasons),
    };
  });
}

/** Yes or no. */
export const flag: Reader<boolean> = whenKnown((value, name) =>
  typeof value === "boolean" ? good(value) : bad(value, onlyOnOrOff(value, name)),
);

export const onlyOnOrOff = (value: unknown, name: string) =>
  `${name} is ${show(value)}: it can be on or off and nothing else. Write true or false.`;

/** A whole number; `why` says where the range comes from. */
export function integer(min: number, max: number, why: string): Reader<number> {
  return whenKnown((value, name) => {
    if (typeof value !== "number")
      return bad(
        value,
        `${name} is ${show(value)}, not a number: ${why}. Write one without quotes, from ${min} to ${max}.`,
      );
    if (!Number.isInteger(value) || value < min || value > max)
      return bad(value, `${name} is ${value}: ${why}. Write a whole number from ${min} to ${max}.`);
    return good(value + 0);
  });
}

/** One of a few words. */
export function oneOf<W extends string>(...words: W[]): Reader<W> {
  return whenKnown((value, name) =>
    words.includes(value as W)
      ? good(value as W)
      : bad(value, `${name} is ${show(value)}: write ${words.map(show).join(" or ")}.`),
  );
}

type Known<F> = { -readonly [K in keyof F]?: F[K] extends Reader<infer T> ? T : never };
type Entries = Record<string, unknown>;

/** Whether a value is an object with named entries. */
export const isObject = (value: unknown): value is Entries =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** An object of which every entry has a reader; others are refused by name. Known as far as its entries are. */
export function object<F extends Record<string, Reader<unknown>>>(fields: F, example: string): Reader<Known<F>> {
  return whenKnown((value, name) => {
    if (!isObject(value)) return bad(value, `${name} is ${show(value)}. Write ${example}.`);
    const normal: Entries = {};
    const known: Entries = {};
    const reasons: string[] = [];
    for (const [key, entry] of Object.entries(value)) {
      if (absent(entry)) continue;
      const reader = Object.hasOwn(fields, key) ? fields[key] : undefined;
      const reading = reader ? reader(entry, `${name}.${key}`) : bad(entry, stranger(name, key, Object.keys(fields)));
      put(normal, key, reading.value);
      if (reading.known !== undefined) put(known, key, reading.known);
      for (const reason of reading.reasons) reasons.push(reason);
    }
    return { value: normal, known: known as Known<F>, reasons };
  });
}

/** Sets an own property whatever its name is (`__proto__` too). */
export function put(target: Entries, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}

function stranger(name: string, key: string, keys: string[]): string {
  const near = nearest(key, keys);
  return `${name} has no ${show(key)}. ${near ? `Did you mean ${show(near)}?` : `It has ${keys.join(", ")}.`}`;
}

import type { Entry } from "../../model/account";
import { isOurText } from "./account";

/** A line of a file in which each line is one thing: a route, a rule. */
export type Line<T> = Entry & {
  /** What it says, where a declaration can say it. */
  item?: T;
};

/** What a file of such lines is to say. */
export interface Wanted<T> {
  items: readonly T[];
  /** What an earlier declaration had: its lines go. */
  former: readonly T[];
  same: (a: T, b: T) => boolean;
  /** Of two with the same key the kernel keeps one. */
  key: (item: T) => string;
  written: (item: T) => string;
}

/**
 * The text of a file with what is declared and every line that is not the program's: what no declaration can say, and what
 * none has said. Undefined when there is no such line, so that the file can be written anew. Lines that say what is declared
 * stay as they are spelled.
 */
export function editLines<T>(text: string, entries: readonly Line<T>[], wanted: Wanted<T>): string | undefined {
  const ours = isOurText(text);
  const { items, former, same, key, written } = wanted;
  const keys = new Set(items.map(key));
  const isSaid = ({ item }: Line<T>) => item !== undefined && items.some((one) => same(one, item));
  const isGivenUp = ({ item }: Line<T>) =>
    item !== undefined && (ours || keys.has(key(item)) || former.some((one) => same(one, item)));
  const mayStay = (entry: Line<T>) => entry.fate === "kept" || (!ours && "stays" in entry);
  const isTheirs = (entry: Line<T>) => mayStay(entry) && (!isGivenUp(entry) || (!ours && isSaid(entry)));
  if (!entries.some(isTheirs)) return undefined;
  const isLine = (entry: Line<T>) => entry.fate !== "property" && entry.fate !== "kept";
  const lines = entries.filter((entry) => isLine(entry) || isTheirs(entry) || isSaid(entry));
  const there = lines.flatMap(({ item }) => (item === undefined ? [] : [item]));
  const further = items.filter((item) => !there.some((one) => same(one, item))).map(written);
  return [...lines.map((entry) => entry.text), ...further].map((line) => `${line}\n`).join("");
}

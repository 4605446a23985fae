import type { Entry, Fate } from "../../model/account";
import { BLANK, isBlank } from "./account";
import type { Assignment, Ifcfg } from "./parse";

/** What an assignment that counts means in the file in which it stands. */
export type Explain = (key: string, value: string) => Fate[];

/** Which keys, when their value cannot be known, a declared value would answer for. */
export type Replaceable = (key: string) => boolean;

/** How problems of one key begin. */
const VALUE = "the value of ";

const UNREAD: Fate = { fate: "unknown", why: "it is not read: the shell stops here, or may do anything from here on" };
const NO_SETTING: Fate = { fate: "unknown", why: "it is no setting" };
const SETS_NOTHING: Fate = { fate: "without effect", why: "it sets nothing" };

/**
 * Entries for every line of a file of assignments: at least one for each line, and one for each thing that a line does.
 * What is more than an assignment, or was not read, is unknown.
 */
export function assignmentEntries(text: string, read: Ifcfg, explain: Explain, replaceable: Replaceable): Entry[] {
  const lines = linesOf(text);
  const fates = lines.map((): Fate[] => []);
  const starts = lineStarts(lines);
  const over = ({ line, end }: Assignment, found: Fate[]) => {
    for (let at = line; at <= lines.length && (starts[at - 1] ?? 0) < end; at++) fates[at - 1]?.push(...found);
  };
  for (const { line, text: why } of read.problems)
    if (!why.startsWith(VALUE)) fates[line - 1]?.push({ fate: "unknown", why });
  for (const one of read.unread) over(one, [unreadFate(one, read, replaceable)]);
  const last = new Map(
    [...read.assignments, ...read.unread].sort((a, b) => a.start - b.start).map((one) => [one.key, one.start]),
  );
  for (const one of read.assignments)
    over(one, last.get(one.key) === one.start ? explain(one.key, one.value) : [again(one.key)]);
  return lines.flatMap((line, at) => entriesOf(line, at + 1, fates[at] ?? [], read.stoppedAt));
}

/** The lines of a text; a newline at its end begins no further one. */
export function linesOf(text: string): string[] {
  const lines = text.split("\n");
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}

function lineStarts(lines: readonly string[]): number[] {
  let at = 0;
  return lines.map((line) => {
    const start = at;
    at += line.length + 1;
    return start;
  });
}

const again = (key: string): Fate => ({ fate: "without effect", why: `${key} is set again below` });

function unreadFate({ key, line }: Assignment, { problems }: Ifcfg, replaceable: Replaceable): Fate {
  const start = `${VALUE}${key} `;
  const own = problems.find((one) => one.line === line && one.text.startsWith(start));
  const why = own?.text ?? `${start}cannot be read safely`;
  return { fate: "unknown", why, ...(replaceable(key) && { key }) };
}

function entriesOf(text: string, line: number, fates: Fate[], stoppedAt = Number.POSITIVE_INFINITY): Entry[] {
  const found = fates.length > 0 ? fates : [silent(text, line >= stoppedAt)];
  return found.map((fate) => ({ ...fate, line, text }));
}

/** A line of which the reader had nothing to say. */
function silent(text: string, unread: boolean): Fate {
  if (isBlank(text)) return BLANK;
  if (unread) return UNREAD;
  return /^\s*(export(\s+[A-Za-z_]\w*)*)?\s*(#.*)?$/.test(text) ? SETS_NOTHING : NO_SETTING;
}

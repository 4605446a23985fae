import type { Account, Entry, Fate } from "../../model/account";

/** With the lines of a file that is not text: what a byte meant is not known any more. */
export function inBytes(account: Account): Account {
  const isLost = ({ fate, text }: Entry) => text.includes("\uFFFD") && fate !== "without effect" && fate !== "kept";
  const lost = (entry: Entry): Entry =>
    isLost(entry)
      ? { line: entry.line, text: entry.text, fate: "unknown", why: "it has bytes that are not UTF-8" }
      : entry;
  return { ...account, entries: account.entries.map(lost) };
}

/** A comment or nothing. */
export const isBlank = (text: string) => /^\s*(#.*)?$/.test(text);

export const BLANK: Fate = { fate: "without effect", why: "it is a comment or empty" };

/** The first words of every file that this package writes: they say that changes by hand are undone. */
const OURS = "# Written by pulumi-linux-bond:";

export const isOurText = (content: string): boolean => content.startsWith(OURS);

/** One record of an observation: a header's word, the rest of its line and the content lines below it. */
export interface HostRecord {
  word: string;
  text: string;
  lines: string[];
}

/**
 * The records of an observation. A content line starts with one blank (taken off here), a header does not, so content
 * cannot forge a header. Throws when the final record is missing: the text was cut off on its way.
 */
export function readRecords(stdout: string): HostRecord[] {
  const records: HostRecord[] = [];
  for (const line of stdout.split("\n")) {
    const last = records.at(-1);
    if (line.startsWith(" ")) {
      last?.lines.push(line.slice(1));
    } else if (line !== "") {
      const [, word = line, text = ""] = /^(\S+) ?(.*)$/s.exec(line) ?? [];
      records.push({ word, text, lines: [] });
    }
  }
  if (records.at(-1)?.word !== "end") throw new Error("its answer breaks off before the end");
  return records;
}

/** The text of the first record of that word, "" when there is none. */
export function textOf(records: readonly HostRecord[], word: string): string {
  return records.find((record) => record.word === word)?.text ?? "";
}

/** The texts of all records of that word. */
export function textsOf(records: readonly HostRecord[], word: string): string[] {
  return records.filter((record) => record.word === word).map((record) => record.text);
}

/** The content lines of the first record of that word. */
export function linesOf(records: readonly HostRecord[], word: string): string[] {
  return records.find((record) => record.word === word)?.lines ?? [];
}

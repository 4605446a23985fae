/** One `key=value` of a keyfile, its value as it stands there without what a reader takes off its ends. */
export interface Setting {
  group: string;
  key: string;
  value: string;
  /** Counted from 1. */
  line: number;
}

/** A keyfile as GLib reads it. */
export interface Keyfile {
  lines: string[];
  settings: Setting[];
  /** Where each group is named, in the order of the file. */
  groups: { group: string; line: number }[];
  /** Why NetworkManager refuses the whole file. */
  problems: { line: number; text: string }[];
}

/** A keyfile taken apart: comments begin with #, blanks before a key, around the `=` and a carriage return do not count. */
export function parseKeyfile(text: string): Keyfile {
  const lines = linesOf(text);
  const file: Keyfile = { lines, settings: [], groups: [], problems: [] };
  let group: string | undefined;
  lines.forEach((raw, index) => {
    const line = index + 1;
    const content = raw.replace(/\r$/, "").replace(/^[ \t]+/, "");
    if (content === "" || content.startsWith("#")) return;
    const [, name] = /^\[([^[\]]+)\]\s*$/.exec(content) ?? [];
    if (name !== undefined) {
      group = name;
      file.groups.push({ group, line });
      return;
    }
    const [, key, value] = /^([^=]*?)[ \t]*=[ \t]*(.*)$/s.exec(content) ?? [];
    if (group === undefined) file.problems.push({ line, text: "it stands before the first group" });
    else if (!key || value === undefined) file.problems.push({ line, text: "it is neither a group nor a setting" });
    else file.settings.push({ group, key, value, line });
  });
  return file;
}

/** The lines of a text; a newline at its end begins no further one. */
function linesOf(text: string): string[] {
  const lines = text.split("\n");
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}

/** The values that count: of several with one key the last one. */
export class Settings {
  private readonly values = new Map<string, string>();

  constructor({ settings }: Keyfile) {
    for (const { group, key, value } of settings) this.values.set(`${group}.${key}`, value);
  }

  /** The value of GROUP.KEY as plain text. */
  get = (name: string): string | undefined => {
    const value = this.values.get(name);
    return value === undefined ? undefined : unescaped(value);
  };

  /** The items of a list, each ended by a semicolon. */
  list(name: string): string[] {
    const value = this.values.get(name) ?? "";
    return value
      .split(/(?<!\\);/)
      .map((item) => unescaped(item.replaceAll("\\;", ";")).trim())
      .filter((item) => item !== "");
  }

  /** The names of a group's keys. */
  keys(group: string): string[] {
    const start = `${group}.`;
    return [...this.values.keys()].filter((name) => name.startsWith(start)).map((name) => name.slice(start.length));
  }
}

const ESCAPES: Readonly<Record<string, string>> = { s: " ", n: "\n", t: "\t", r: "\r", "\\": "\\" };

const unescaped = (text: string): string => text.replace(/\\(.)/g, (all, char: string) => ESCAPES[char] ?? all);

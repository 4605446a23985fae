import { homedir, userInfo } from "node:os";
import { join } from "node:path";
import { printable } from "../errors.js";
import { expandHome, reason } from "../local.js";
import { filesLike, linesOf } from "./files.js";
import { Settings } from "./keywords.js";
import { judgeMatch } from "./match.js";
import { matchesPattern } from "./patterns.js";
import { ConfigProblem, type Place } from "./problem.js";
import { splitArguments, takeWord } from "./words.js";

/** A configuration file, and where its relative `Include` lines begin. */
export interface Source {
  file: string;
  folder: string;
  /** The user's own: refused when others may write it, and its `Include` may begin with `~`. */
  own: boolean;
}

/** The user's file and the machine's, in the order in which OpenSSH reads them. */
export const sources = (): Source[] => [
  { file: join(homedir(), ".ssh/config"), folder: join(homedir(), ".ssh"), own: true },
  { file: "/etc/ssh/ssh_config", folder: "/etc/ssh", own: false },
];

/** Whose settings are wanted. */
export interface Query {
  host: string;
  /** The user where no line names one. */
  defaultUser: string;
  /** What is decided already, by keyword, as options on ssh's command line would. */
  given: Record<string, string[]>;
}

/** As OpenSSH. */
const DEEPEST = 16;

/** A block whose Match cannot be decided. */
interface Undecided extends Place {
  criterion: string;
}

/** Whether the lines of a block hold for the host. */
type Active = boolean | Undecided;

/** One pass over all files. */
export class Reading {
  readonly settings = new Settings();
  wantsFinal = false;
  #final = false;
  #name: string;

  constructor(
    private readonly query: Query,
    private readonly from: Source[],
  ) {
    this.#name = query.host;
    for (const [keyword, values] of Object.entries(query.given)) this.settings.add(keyword, values);
    this.#pass();
  }

  /** Reads all files once more, for the name that was found: the blocks that hold for it count now as well. */
  again(hostName: string): void {
    this.#final = true;
    this.#name = hostName;
    this.settings.rename(hostName);
    this.#pass();
  }

  #pass(): void {
    for (const source of this.from)
      this.#file(source, source.file, { file: source.file, line: 1 }, source.own, 0, true);
  }

  #file(source: Source, file: string, from: Place, careful: boolean, depth: number, outer: Active): void {
    if (depth > DEEPEST) throw new ConfigProblem(from, `includes files more than ${DEEPEST} deep. Look for a circle.`);
    let active = outer;
    for (const [index, text] of (linesOf(file, careful, from) ?? []).entries()) {
      const place = { file, line: index + 1 };
      const parts = keywordOf(text);
      if (parts === undefined) continue;
      try {
        active = this.#line(source, place, parts, active, outer, depth);
      } catch (error) {
        if (error instanceof ConfigProblem) throw error;
        throw new ConfigProblem(place, `cannot be used: ${parts.keyword} ${printable(reason(error))}. Correct it.`);
      }
    }
  }

  /** Follows one line; returns whether the next one holds for the host. */
  #line(source: Source, place: Place, parts: Parts, active: Active, outer: Active, depth: number): Active {
    const { keyword, text } = parts;
    if (keyword === "host") return within(outer, this.#hostHolds(text));
    if (keyword === "match") return this.#match(place, text, outer);
    if (keyword === "include") this.#include(source, place, text, active, depth);
    else if (Settings.follows(keyword)) this.#set(keyword, text, active);
    return active;
  }

  #hostHolds(text: string): boolean {
    const patterns = argumentsOf(text);
    if (patterns.some((pattern) => pattern.startsWith("!") && matchesPattern(this.#name, pattern.slice(1))))
      return false;
    return patterns.some((pattern) => matchesPattern(this.#name, pattern));
  }

  #match(place: Place, text: string, outer: Active): Active {
    argumentsOf(text);
    const { host, defaultUser } = this.query;
    const hostName = this.settings.one("hostname");
    const verdict = judgeMatch(text, {
      host: this.#final || hostName === undefined ? (hostName ?? host) : expandHostName(hostName, host),
      originalHost: host,
      user: this.settings.one("user") ?? defaultUser,
      localUser: userInfo().username,
      tag: this.settings.one("tag") ?? "",
      final: this.#final,
    });
    if (verdict.wantsFinal) this.wantsFinal = true;
    if (!verdict.matches) return false;
    return within(outer, verdict.undecided === undefined || { ...place, criterion: verdict.undecided });
  }

  #set(keyword: string, text: string, active: Active): void {
    const values = Settings.parse(keyword, text);
    if (active === true) this.settings.add(keyword, values);
    else if (active !== false && this.settings.add(keyword, values, true)) throw undecided(active, keyword);
  }

  #include(source: Source, place: Place, text: string, active: Active, depth: number): void {
    for (const name of argumentsOf(text)) {
      if (name.startsWith("~") && !source.own) throw new Error("has a path that begins with ~");
      const path = /^[~/]/.test(name) ? expandHome(name) : `${source.folder}/${name}`;
      for (const file of filesLike(path)) this.#file(source, file, place, true, depth + 1, active);
    }
  }
}

/** The state of a block inside an outer one. */
function within(outer: Active, own: Active): Active {
  return own === true || outer === false ? outer : own;
}

interface Parts {
  keyword: string;
  text: string;
}

/** The keyword of a line, in lower case, and the text of its arguments; undefined for a line that says nothing. */
function keywordOf(line: string): Parts | undefined {
  const trimmed = line.replace(/(?<=.)[ \t\r\n\f]+$/s, "");
  let { word, rest } = takeWord(trimmed);
  if (word === "" && rest !== undefined) ({ word, rest } = takeWord(rest));
  if (word === undefined || word === "" || word.startsWith("#")) return undefined;
  return { keyword: word.toLowerCase(), text: rest ?? "" };
}

function argumentsOf(text: string): string[] {
  const words = splitArguments(text);
  if (words === undefined) throw new Error("has a quote that is not closed");
  if (words.length === 0 || words.includes("")) throw new Error("has an empty argument");
  return words;
}

/** `%h` of HostName is the name as the user wrote it. */
export function expandHostName(hostName: string, host: string): string {
  return hostName.replace(/%(.?)/g, (_, token: string) => {
    if (token === "h") return host;
    if (token === "%") return "%";
    throw new Error(`has a token that is not known: %${token}`);
  });
}

function undecided({ criterion, ...place }: Undecided, keyword: string): ConfigProblem {
  const what = criterion === "exec" ? "would run a command" : `asks for ${criterion}`;
  return new ConfigProblem(
    place,
    `(Match ${criterion}) ${what} to decide its ${keyword}, which is not done here. Write that into a Host block, or into the connection.`,
  );
}

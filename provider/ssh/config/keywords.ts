import { splitArguments } from "./words.js";

/** The values of a keyword's line; thrown text says what is wrong with it. */
type Parse = (words: string[], text: string) => string[];

const FLAGS = new Map([
  ["yes", "yes"],
  ["true", "yes"],
  ["no", "no"],
  ["false", "no"],
]);

const several: Parse = (words) => {
  if (words.length === 0 || words.includes("")) throw new Error("has an empty argument");
  const none = words.findIndex((word) => word.toLowerCase() === "none");
  if (none >= 0 && words.length > 1) throw new Error('names "none" beside others');
  return words;
};

const one: Parse = ([word, ...more]) => {
  if (word === undefined || word === "") throw new Error("has no argument");
  if (more.length > 0) throw new Error("has more than one argument");
  return [word];
};

/** The rest of the line as it stands, as for a command. */
const rest: Parse = (_, text) => [text.replace(/^[ \t\r\n=]+/, "")];

/** `user@host:port`, an address with a port in brackets, with or without `ssh://`. */
const HOP = /^(?:ssh:\/\/)?(?:[^@]+@)?(?:\[[^\]@]+\]|[^:@[\]]+)(?::\d{1,5})?\/?$/;

const jumps: Parse = (_, text) => {
  const way = text.replace(/^[ \t\r\n=]+|[ \t\r\n]*(?:#.*)?$/g, "");
  if (!way.split(",").every((hop) => HOP.test(hop))) throw new Error("is not a list of hosts");
  return [way];
};

const number =
  (low: number, high: number): Parse =>
  (words) => {
    const [word = ""] = one(words, "");
    const value = /^\d+$/.test(word) ? Number(word) : Number.NaN;
    if (!(value >= low && value <= high)) throw new Error(`does not have a number from ${low} to ${high}`);
    return [String(value)];
  };

const oneOf =
  (choices: ReadonlyMap<string, string>): Parse =>
  (words) => {
    const value = choices.get((one(words, "")[0] ?? "").toLowerCase());
    if (value === undefined) throw new Error(`has none of the arguments ${[...choices.keys()].join(", ")}`);
    return [value];
  };

/** The keywords that decide how a host is reached, and how their lines are read. All others are skipped. */
const KEYWORDS: ReadonlyMap<string, Parse> = new Map<string, Parse>([
  ["hostname", one],
  ["user", one],
  ["port", number(1, 65_535)],
  ["identityfile", one],
  ["identitiesonly", oneOf(FLAGS)],
  ["identityagent", one],
  ["hostkeyalias", one],
  ["userknownhostsfile", several],
  ["globalknownhostsfile", several],
  ["proxyjump", jumps],
  ["proxycommand", rest],
  ["canonicalizehostname", oneOf(new Map([...FLAGS, ["always", "always"]]))],
  ["canonicaldomains", several],
  ["canonicalizemaxdots", number(0, 2_147_483_647)],
  ["tag", one],
]);

/** Keywords of which every line counts, not only the first. */
const LISTS = new Set(["identityfile"]);

/** What has been found for a host so far: for each keyword the first value that holds. */
export class Settings {
  readonly #values = new Map<string, string[]>();

  /** Whether the keyword's lines are followed. */
  static follows(keyword: string): boolean {
    return KEYWORDS.has(keyword);
  }

  /** Reads the arguments of a followed keyword. @throws Error whose message says what is wrong */
  static parse(keyword: string, text: string): string[] {
    const words = splitArguments(text);
    if (words === undefined) throw new Error("has a quote that is not closed");
    return KEYWORDS.get(keyword)?.(words, text) ?? [];
  }

  /** Takes a value where it would still count; with `dry` only says whether it would. */
  add(keyword: string, values: string[], dry = false): boolean {
    const there = this.#values.get(keyword) ?? [];
    const fresh = LISTS.has(keyword) ? values.filter((value) => !there.includes(value)) : values;
    if (fresh.length === 0 || (!LISTS.has(keyword) && this.#isDecided(keyword))) return false;
    if (!dry) this.#values.set(keyword, [...there, ...fresh]);
    return true;
  }

  /** Of ProxyJump and ProxyCommand the first counts, but `ProxyJump none` leaves ProxyCommand open. */
  #isDecided(keyword: string): boolean {
    if (this.#values.has(keyword)) return true;
    if (keyword === "proxyjump") return this.#values.has("proxycommand");
    return keyword === "proxycommand" && this.way("proxyjump") !== undefined;
  }

  all(keyword: string): string[] {
    return this.#values.get(keyword) ?? [];
  }

  one(keyword: string): string | undefined {
    return this.all(keyword)[0];
  }

  /** What ProxyJump or ProxyCommand says; undefined for `none`. */
  way(keyword: "proxyjump" | "proxycommand"): string | undefined {
    const value = this.one(keyword);
    return value?.toLowerCase() === "none" ? undefined : value;
  }

  /** Puts the name that was found in the place of the alias, for the second reading. */
  rename(hostName: string): void {
    this.#values.set("hostname", [hostName]);
  }
}

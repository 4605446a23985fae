import { DRIVER, HEADINGS, KEYS, type Section } from "./keys";

/** One member's block as text. */
export interface MemberText {
  name: string;
  values: Map<string, string>;
  actor: Map<string, string>;
  partner: Map<string, string>;
}

/** One bond's text, taken apart but not yet understood. */
export interface BondText {
  driver: string;
  master: Map<string, string>;
  aggregator: Map<string, string>;
  /** The kernel said "bond X has no active aggregator". */
  noAggregator: boolean;
  members: MemberText[];
  unknown: string[];
  /** The last line that was understood. */
  last: { section: Section; key: string; value: string };
  /** The very last line, when it was not understood. */
  tail?: string;
}

/** What a terminal leaves in pasted text. */
const ESCAPES = new RegExp(`${String.fromCharCode(27)}\\[[0-9;?]*[ -/]*[@-~]`, "g");
const NO_AGGREGATOR = /^bond \S+ has no active aggregator$/;

/**
 * Takes the text apart, one bond after the other. Blank lines and indentation mean nothing (pastes double and drop them);
 * a member's block ends only at the next member or bond. Every line is looked at once.
 */
export function scan(text: string): BondText[] {
  const scanner = new Scanner();
  const plain = text.replace(ESCAPES, "");
  for (const raw of plain.split("\n")) {
    const line = raw.trim();
    if (line !== "") scanner.line(line);
  }
  return scanner.bonds;
}

/** `key: value`, cut at the first ": " only: values are full of colons. */
function split(line: string): [key: string, value: string] {
  const colon = line.indexOf(": ");
  if (colon >= 0) return [line.slice(0, colon), line.slice(colon + 2).trim()];
  return line.endsWith(":") ? [line.slice(0, -1), ""] : [line, ""];
}

class Scanner {
  readonly bonds: BondText[] = [];
  private section: Section = "master";
  /** Lines before the first bond: banners, prompts. */
  private readonly before: string[] = [];

  line(line: string): void {
    const [key, value] = split(line);
    const open = this.bonds.at(-1);
    if (key === DRIVER) {
      this.open(value);
      return;
    }
    if (key === "Bonding Mode" && (open === undefined || open.master.size > 0)) this.open("");
    const current = this.bonds.at(-1);
    if (current === undefined) this.before.push(line);
    else if (this.known(current, line, key, value)) delete current.tail;
    else {
      current.unknown.push(line);
      current.tail = line;
    }
  }

  private open(driver: string): void {
    this.bonds.push({
      driver,
      master: new Map(),
      aggregator: new Map(),
      noAggregator: false,
      members: [],
      unknown: this.bonds.length === 0 ? this.before : [],
      last: { section: "master", key: DRIVER, value: driver },
    });
    this.section = "master";
  }

  private known(bond: BondText, line: string, key: string, value: string): boolean {
    const hasColon = line !== key;
    const heading = value === "" ? HEADINGS.get(key.toLowerCase()) : undefined;
    if (key === "Slave Interface" && hasColon) this.member(bond, value);
    else if (NO_AGGREGATOR.test(line)) bond.noAggregator = true;
    else if (heading !== undefined) this.section = heading;
    else if (!hasColon || !KEYS[this.section].has(key)) return false;
    else this.values(bond).set(key, value);
    bond.last = { section: this.section, key, value };
    return true;
  }

  /** A member's name is one word; what a person wrote behind it is kept as not understood. */
  private member(bond: BondText, value: string): void {
    const [name = "", ...remark] = value.split(/\s+/);
    if (remark.length > 0) bond.unknown.push(remark.join(" "));
    bond.members.push({ name, values: new Map(), actor: new Map(), partner: new Map() });
    this.section = "member";
  }

  private values(bond: BondText): Map<string, string> {
    const member = bond.members.at(-1);
    if (this.section === "aggregator") return bond.aggregator;
    if (member === undefined || this.section === "master") return bond.master;
    return this.section === "member" ? member.values : member[this.section];
  }
}

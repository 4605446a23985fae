import type { BondState } from "../model/state";
import { cutOff } from "./complete";
import { lacpReading } from "./lacp";
import { modeOf } from "./mode";
import { readBond } from "./read";
import { type BondText, scan } from "./scan";
import { warningsOf } from "./warnings";

/** One bond as /proc/net/bonding shows it: the part of a state that can be known from there. */
export interface ProcBond extends BondState {
  /** Version text of the bonding driver; "" when its line is missing. */
  driver: string;
}

/** What a text says that claims to come from /proc/net/bonding. */
export interface ProcText {
  /** In the order of the text; usually one, none when the text is something else. */
  bonds: ProcBond[];
  /** False: the text is not such a file, or a part of one. */
  complete: boolean;
  /** Why it is not complete, in words that end a sentence. */
  problem?: string;
}

/**
 * Reads the text of /proc/net/bonding/BOND of any kernel from 2.6 on, also pasted, indented, with CRLF, cut off, or of
 * several bonds one after the other. Never throws; takes time and memory in proportion to the text.
 */
export function parseProc(text: string): ProcText {
  const texts = scan(text);
  if (texts.length === 0) return { bonds: [], complete: false, problem: notOne(text) };
  const bonds: ProcBond[] = [];
  let problem: string | undefined;
  for (const bond of texts) {
    const words = bond.master.get("Bonding Mode");
    const mode = modeOf(words ?? "");
    if (mode !== undefined) bonds.push(understood(bond, mode));
    else problem ??= words === undefined ? "there is no line for the mode" : `"${words}" is no bonding mode known here`;
    problem ??= cutOff(bond);
  }
  return problem === undefined ? { bonds, complete: true } : { bonds, complete: false, problem };
}

function understood(bond: BondText, mode: BondState["mode"]): ProcBond {
  const state = readBond(bond, mode);
  return { driver: bond.driver, ...state, warnings: warningsOf(state, lacpReading(bond)) };
}

function notOne(text: string): string {
  const first = text.split("\n", 50).find((line) => line.trim() !== "");
  return first === undefined
    ? "there is no text"
    : `nothing in it looks like a bond (it begins with "${first.trim().slice(0, 60)}")`;
}

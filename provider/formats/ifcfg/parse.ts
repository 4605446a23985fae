import { dictionary } from "../../model/dictionary";
import { Reader } from "./statements";

/** One `KEY=value` as the shell carries it out. */
export interface Assignment {
  key: string;
  value: string;
  /** Counted from 1. */
  line: number;
  /** Where it stands: offsets of its first character and behind its last one (an `export` before it is not part of it). */
  start: number;
  end: number;
}

/** Why a file does not mean just its assignments, e.g. line 3: "it runs a command (`...`)". */
export interface Problem {
  /** Counted from 1. */
  line: number;
  text: string;
}

/** What sourcing a file would set. */
export interface Ifcfg {
  /** The last value of each key. A key whose value cannot be known is absent and has a problem. */
  values: Record<string, string>;
  /** In the order of the file. */
  assignments: Assignment[];
  /** Assignments whose value cannot be known, each with a problem. */
  unread: Assignment[];
  /** The line from which on nothing was read, because the shell refuses it or a reader without a shell cannot follow. */
  stoppedAt?: number;
  /** Empty: the file can be read safely and means exactly `values`. */
  problems: Problem[];
}

/**
 * Reads an ifcfg file as bash does when it sources it, without running or expanding anything: whatever is more than
 * assignments is a problem with its line. Never throws; takes time and memory in proportion to the text.
 */
export function parseIfcfg(text: string): Ifcfg {
  const reader = new Reader(text);
  reader.read();
  const { assignments, problems, unread, stoppedAt } = reader;
  const values = new Map(assignments.map(({ key, value }) => [key, value]));
  for (const key of reader.unknown) values.delete(key);
  return { values: dictionary(values), assignments, unread, problems, ...(stoppedAt && { stoppedAt }) };
}

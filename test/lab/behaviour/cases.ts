import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Beside this file's source, not beside what it is built to. */
const CASES = join(__dirname, "../../../../test/lab/behaviour/cases.jsonl");

/** Administrative state of one device that is no bond. */
export interface LinkState {
  up: boolean;
  master: string | null;
  mtu: number;
}

/** One bond: besides these three, its sysfs options as the kernel prints them; null where there is no such file. */
export interface BondState {
  up: boolean;
  mtu: number;
  members: string[];
  [option: string]: string | number | boolean | string[] | null;
}

/** What the kernel and /etc/resolv.conf hold after a command. */
export interface MachineState {
  bonds: Record<string, BondState>;
  members: Record<string, LinkState>;
  others: Record<string, LinkState>;
  addresses: Record<string, string[]>;
  routes: string[];
  resolv: string;
}

/** A command, or files written and removed. Names are relative to /etc/sysconfig/network-scripts unless absolute. */
export type Step = string | { write?: Record<string, string>; remove?: string[] };

/** One command of a case and what became of it. */
export interface Played {
  rc: number;
  state: MachineState;
}

/** A case as recorded with the scripts of RHEL 7 (initscripts 9.49) on Debian's 6.1 kernel: one line of cases.jsonl. */
export interface BehaviourCase {
  id: string;
  title: string;
  files: Record<string, string>;
  steps: Step[];
  log: (Played & { run: string; silent: boolean })[];
}

/** All recorded cases, in the order of the file. */
export function readCases(): BehaviourCase[] {
  const text = readFileSync(CASES, "utf8");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as BehaviourCase);
}

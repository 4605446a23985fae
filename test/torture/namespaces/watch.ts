import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Machine } from "./machine";

/** Between two looks, in ms. */
const EVERY = 25;

const read = (file: string): string => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
};

const list = (folder: string): string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

/** Follows the phase of the host's transaction through its files, from outside. */
export class Watch {
  /** Each phase with the moment at which it was first seen, in ms. */
  readonly seen = new Map<string, number>();
  #over = false;

  constructor(private readonly machine: Machine) {
    this.#watch();
  }

  async #watch(): Promise<void> {
    for (; !this.#over; await pause(EVERY)) this.#look();
  }

  #look(): void {
    const transactions = this.machine.at("/var/lib/pulumi-linux-bond/transactions");
    const phases = list(transactions).map((id) => read(join(transactions, id, "phase")).trim());
    for (const phase of [...phases, this.#ended()])
      if (phase !== "" && !this.seen.has(phase)) this.seen.set(phase, Date.now());
  }

  /** How the host's history says that it ended, and why; "" as long as it did not. */
  outcome(): string {
    const history = this.machine.at("/var/lib/pulumi-linux-bond/history");
    const line =
      list(history)
        .map((id) => read(join(history, id)).trim())
        .at(-1) ?? "";
    return line.split(" ").slice(3).join(" ");
  }

  #ended(): string {
    const [word = ""] = this.outcome().split(" ");
    return ["confirmed", "rolled-back"].includes(word) ? word : "";
  }

  isPending = (): boolean => list(this.machine.at("/var/lib/pulumi-linux-bond/transactions")).length > 0;

  async reaches(phase: string, signal: AbortSignal): Promise<void> {
    while (!this.seen.has(phase)) await pause(EVERY, undefined, { signal });
  }

  stop(): void {
    this.#over = true;
  }
}

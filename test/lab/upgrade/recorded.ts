import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../root";
import type { Bonds } from "../stack";

/** One file for each release: what a program said, and what `pulumi stack export` gave after its update. */
export const STATES = join(ROOT, "test", "lab", "upgrade", "states");

export interface Recorded {
  program: Bonds;
  state: unknown;
}

export const releases = (): string[] => readdirSync(STATES).map((name) => name.replace(/\.json$/, ""));

export const recorded = (release: string): Recorded =>
  JSON.parse(readFileSync(join(STATES, `${release}.json`), "utf8")) as Recorded;

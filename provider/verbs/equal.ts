import { isDeepStrictEqual } from "node:util";
import { plain } from "./plain";

type Bag = Record<string, unknown>;

/** Outputs that are not inputs: they never decide whether something is to be done. */
export const COMPUTED = ["proc", "state", "drift", "machineId", "sshDevice", "kept", "declared"];

const keys = (bag: Bag) => Object.keys(bag).filter((key) => key !== "__provider" && !COMPUTED.includes(key));

/** The names of the inputs in which two bags differ. */
export function changedInputs(olds: Bag, news: Bag): string[] {
  const [before, after] = [plain(olds), plain(news)];
  const all = new Set([...keys(before), ...keys(after)]);
  return [...all].filter((key) => !isDeepStrictEqual(before[key], after[key]));
}

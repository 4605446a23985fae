import { filesAfter } from "../compare/after";
import type { Observed } from "../model/observed";
import type { Setup, Stack, Written } from "../model/stack";
import { NETWORK_SCRIPTS } from "./network-scripts";

/** The stack of every host that is managed so far. */
export const STACK: Stack = NETWORK_SCRIPTS;

/** What a bond's configuration is before an operation. */
export type Present = Pick<Setup, "now" | "before">;

export const presentOf = (observed: Observed, device: string): Present => ({
  now: STACK.read(observed, device),
  before: STACK.profiles(observed.files),
});

/** What a plan is handed of a bond's configuration: as it is, what is written, and as it will be. */
export function setupOf(observed: Observed, present: Present, written: Written): Setup {
  const after = STACK.profiles(filesAfter(observed, present.now.device, written.files));
  return { ...present, ...written, after };
}

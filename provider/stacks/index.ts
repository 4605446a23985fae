import { filesAfter } from "../compare/after";
import type { Observed } from "../model/observed";
import type { Setup, Stack, StackName, Written } from "../model/stack";
import { NETWORK_SCRIPTS } from "./network-scripts";
import { NETWORK_MANAGER } from "./networkmanager";
import { holds } from "./networkmanager/holds";

/** Every stack by its name. */
export const STACKS: Record<StackName, Stack> = { "network-scripts": NETWORK_SCRIPTS, networkmanager: NETWORK_MANAGER };

/**
 * The stack of a bond: the declared one; else the one that holds the bond or a member; else the scripts where they are
 * installed, and NetworkManager where only that runs.
 */
export function stackFor(observed: Observed, devices: readonly string[], declared?: StackName): Stack {
  if (declared !== undefined) return STACKS[declared];
  if (holds(observed, devices)) return NETWORK_MANAGER;
  const { networkScripts, manager } = observed.stack;
  return networkScripts || manager === undefined ? NETWORK_SCRIPTS : NETWORK_MANAGER;
}

/** The stack of a bond that is known by its name alone. */
export const stackOf = (observed: Observed, device: string, declared?: StackName): Stack =>
  stackFor(observed, [device, ...(observed.bonds[device]?.members ?? [])], declared);

/** What a bond's configuration is before an operation. */
export type Present = Pick<Setup, "now" | "before">;

export const presentOf = (stack: Stack, observed: Observed, device: string): Present => ({
  now: stack.read(observed, device),
  before: stack.profiles(observed.files),
});

/** What a plan is handed of a bond's configuration: as it is, what is written, and as it will be. */
export function setupOf(stack: Stack, observed: Observed, present: Present, written: Written): Setup {
  const after = stack.profiles(filesAfter(observed, present.now.device, written.files));
  return { ...present, ...written, ...(stack.daemon && { daemon: stack.daemon }), after };
}

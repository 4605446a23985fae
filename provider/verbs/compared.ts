import { type Adoption, adoption, asDeclared, type BondArgs, type Drifted, drift, gone } from "../drift";
import type { Read } from "../model/configuration";
import type { Desired } from "../model/desired";
import { dictionary } from "../model/dictionary";
import type { Observed } from "../model/observed";
import type { Profiles, Stack, StackName } from "../model/stack";
import type { OptionValues } from "../options/row";
import { STACKS, stackFor, stackOf } from "../stacks";

/** The stack that has, or would have, a declared bond. */
export const stackBehind = ({ device, members }: Desired, observed: Observed, declared?: StackName): Stack =>
  stackFor(observed, [device, ...members, ...(observed.bonds[device]?.members ?? [])], declared);

/** Where a host differs from a declaration. */
export const driftOf = (desired: Desired, observed: Observed, kept?: OptionValues): Drifted =>
  drift(desired, observed, stackBehind(desired, observed).compare(desired, observed), kept);

/** What taking over the bond of a host means. */
export const adoptionOf = (desired: Desired, observed: Observed): Adoption =>
  adoption(desired, observed, stackBehind(desired, observed).compare(desired, observed));

/** The program's arguments for a bond that is there; undefined: the host has no such bond. */
export const declarationOf = (observed: Observed, device: string): BondArgs | undefined =>
  asDeclared(observed, stackOf(observed, device).read(observed, device));

/** Whether nothing of a bond is left on a host. */
export const isGone = (observed: Observed, device: string): boolean =>
  gone(observed, stackOf(observed, device).read(observed, device));

/** What the files of a host say of a bond. */
export const configurationOf = (observed: Observed, device: string): Read =>
  stackOf(observed, device).read(observed, device);

/** Every device that the files of a host's stacks configure. */
export const profilesOf = ({ files }: Observed): Profiles =>
  dictionary(Object.values(STACKS).flatMap((stack) => Object.entries(stack.profiles(files))));

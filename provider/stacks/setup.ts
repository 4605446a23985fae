import { filesAfter } from "../compare/after";
import type { Observed } from "../model/observed";
import type { Setup, Stack, Written } from "../model/stack";

/** What a plan is handed of a bond's configuration: as it is, as it will be, and what is written in between. */
export function setupOf(stack: Stack, device: string, observed: Observed, written: Written): Setup {
  return {
    ...written,
    now: stack.read(observed, device),
    before: stack.profiles(observed.files),
    after: stack.profiles(filesAfter(observed, device, written.files)),
  };
}

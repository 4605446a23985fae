import type { Observed } from "../model/observed";
import type { FileChange, Step } from "../model/plan";
import { RESOLVER, RESOLVER_SAVED } from "../stacks/network-scripts/paths";
import { fileState } from "../stacks/network-scripts/state";

/** Whether the scripts take a device down: whoever it was made for, they put their copy of the resolver's file back then. */
function takesDown(steps: readonly Step[]): boolean {
  return steps.some((step) =>
    step.do.some(([word, name]) => word === "ifdown" || (word === "network" && name === "stop")),
  );
}

/**
 * The files of a plan, and with them the resolver's as it is where the scripts' copy would take its place and lose what
 * others wrote since. The copy stays as well while it may still tell what there was before the bond's names.
 */
export function keepingResolver(
  device: string,
  observed: Observed,
  steps: readonly Step[],
  files: readonly FileChange[],
): FileChange[] {
  const [now, copy] = [observed.files[RESOLVER], observed.files[RESOLVER_SAVED]];
  if (now === undefined || copy === undefined || !takesDown(steps)) return [...files];
  const as = (path: string, { content, mode }: typeof now): FileChange => ({ path, content, mode });
  const written = files.some(({ path }) => path === RESOLVER);
  const { dns, searchDomains } = fileState(observed.files, device);
  return [
    ...files,
    ...(written ? [] : [as(RESOLVER, now)]),
    ...(written && dns.length + searchDomains.length === 0 ? [] : [as(RESOLVER_SAVED, copy)]),
  ];
}

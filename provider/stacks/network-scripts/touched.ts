import type { HostFile, Observed } from "../../model/observed";
import type { FileChange } from "../../model/plan";
import { RESOLVER, RESOLVER_SAVED } from "./paths";
import { fileState } from "./state";

/**
 * The resolver's file as it is: whoever a device was made for, the scripts put their copy of it back when they take the
 * device down, and lose what others wrote since. The copy stays as well while it may still tell what there was before the
 * bond's names.
 */
export function touched(device: string, observed: Observed, files: readonly FileChange[]): FileChange[] {
  const [now, copy] = [observed.files[RESOLVER], observed.files[RESOLVER_SAVED]];
  if (now === undefined || copy === undefined) return [];
  const as = (path: string, { content, mode }: HostFile): FileChange => ({ path, content, mode });
  const written = files.some(({ path }) => path === RESOLVER);
  const { dns, searchDomains } = fileState(observed.files, device);
  return [
    ...(written ? [] : [as(RESOLVER, now)]),
    ...(written && dns.length + searchDomains.length === 0 ? [] : [as(RESOLVER_SAVED, copy)]),
  ];
}

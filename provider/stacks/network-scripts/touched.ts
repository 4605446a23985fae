import type { HostFile, Observed } from "../../model/observed";
import type { FileChange } from "../../model/plan";
import { RESOLVER, RESOLVER_SAVED } from "./paths";
import { fileState } from "./state";

/**
 * The resolver's file as it is. When the scripts take a device down, they put their own copy of that file back, and lines
 * that others wrote since are lost. The copy is kept too, while it may be the only record of the names before the bond's.
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

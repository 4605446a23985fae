import { addressesOf } from "../../formats/ifcfg/addresses";
import { parseIfcfg } from "../../formats/ifcfg/parse";
import { editResolver, type Resolver, readResolver } from "../../formats/resolvConf";
import type { Desired } from "../../model/desired";
import type { Observed } from "../../model/observed";
import type { FileChange } from "../../model/plan";
import { release } from "./files";
import { giveBackNetwork, NEW_NETWORK } from "./network";
import { NETWORK, RESOLVER, RESOLVER_SAVED } from "./paths";
import { deviceFile, fileState } from "./state";

const NOTHING: Resolver = { dns: [], searchDomains: [] };

/** Files in which a bond has a few lines among those of others. */
export const isShared = (path: string) => path === NETWORK || path === RESOLVER;

const without = (names: Resolver, others: Resolver): Resolver => ({
  dns: names.dns.filter((one) => !others.dns.includes(one)),
  searchDomains: names.searchDomains.filter((one) => !others.searchDomains.includes(one)),
});

/** What the resolver's file named before the bond came: the scripts' own copy knows it best, where they have set names. */
function namedBefore(device: string, observed: Observed): Resolver {
  const file = observed.files[RESOLVER_SAVED] ?? observed.originals[device]?.[RESOLVER];
  return readResolver(file?.content ?? "");
}

/**
 * The resolver's file with the declared names in front and nobody else's line lost. ifup would put them in the places of
 * others, and leaves the file alone when they are in it already. With DHCP its client writes the file.
 */
export function resolverFile(wanted: Desired, observed: Observed, previous?: Desired): Record<string, string> {
  // A bond that is taken over has named those of its file.
  const before = without(previous ?? fileState(observed.files, wanted.device), namedBefore(wanted.device, observed));
  const ours = wanted.dhcp ? NOTHING : wanted;
  const names = [...before.dns, ...before.searchDomains, ...ours.dns, ...ours.searchDomains];
  if (names.length === 0) return {};
  return { [RESOLVER]: editResolver(observed.files[RESOLVER]?.content ?? "", before, ours) };
}

/** The shared files when a bond goes: without what is the bond's, with all that others wrote since. */
export function sharedFilesOfDelete(device: string, observed: Observed): FileChange[] {
  return [...networkOfDelete(device, observed), ...resolverOfDelete(device, observed)];
}

/** The original comes back byte for byte where nobody else has written to the file. */
function networkOfDelete(device: string, observed: Observed): FileChange[] {
  const original = observed.originals[device]?.[NETWORK];
  if (original === undefined) return [];
  const file = observed.files[NETWORK];
  if (file === undefined) return [release(NETWORK, device, observed)];
  const addresses = addressesOf(
    parseIfcfg(observed.files[deviceFile(observed.files, device) ?? ""]?.content ?? "").values,
  );
  const content = giveBackNetwork(file.content, original?.content ?? null, addresses);
  if (content === (original?.content ?? NEW_NETWORK)) return [release(NETWORK, device, observed)];
  return [{ path: NETWORK, content, mode: file.mode, forgetOriginal: true }];
}

/**
 * The names of the bond's file leave the resolver's, unless they were there before; and those come back in whose places
 * the scripts had put them.
 */
function resolverOfDelete(device: string, observed: Observed): FileChange[] {
  const original = observed.originals[device]?.[RESOLVER];
  const file = observed.files[RESOLVER];
  const ours = fileState(observed.files, device);
  const named = !ours.dhcp && ours.dns.length + ours.searchDomains.length > 0;
  if (original === undefined && !named) return [];
  const untouched = file === undefined || file.content === editResolver(original?.content ?? "", NOTHING, ours);
  if (original !== undefined && (untouched || ours.dhcp)) return [release(RESOLVER, device, observed)];
  if (file === undefined) return [];
  const before = namedBefore(device, observed);
  const rest = editResolver(file.content, without(ours, before), NOTHING);
  const content = editResolver(rest, NOTHING, lost(rest, before, observed));
  return [{ path: RESOLVER, content, mode: file.mode, ...(original === undefined ? {} : { forgetOriginal: true }) }];
}

/** Names that were there before and are not now; that the scripts keep a copy means that they took them out. */
function lost(rest: string, before: Resolver, observed: Observed): Resolver {
  return observed.files[RESOLVER_SAVED] === undefined ? NOTHING : without(before, readResolver(rest));
}

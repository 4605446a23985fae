import { readResolver } from "../formats/resolvConf";
import type { Desired } from "../model/desired";
import type { Observed } from "../model/observed";
import { RESOLVER } from "../stacks/network-scripts/paths";
import { type Finding, onProperty } from "./finding";

/**
 * Declared name servers and search domains that the resolver does not use. Those of others are not looked at, and with
 * DHCP its client writes the file.
 */
export function resolverFindings(desired: Desired, observed: Observed): Finding[] {
  if (desired.dhcp) return [];
  const used = readResolver(observed.files[RESOLVER]?.content ?? "");
  return (["dns", "searchDomains"] as const).flatMap((name) => {
    const left = desired[name].filter((one) => used[name].includes(one));
    return left.length === desired[name].length ? [] : [onProperty("files", "resolv.conf", name, left, desired[name])];
  });
}

import * as ipaddr from "ipaddr.js";
import { isIpv6 } from "../ip/text";

/** A route over a device, and on-link networks as routes to themselves. */
export interface Hop {
  to: string;
  /** Absent: its network is on the link. */
  via?: string;
  dev: string;
  metric?: number;
}

/** How many leading bits of an address a target fixes; undefined: the address is not in it. */
function lengthOf(to: string, address: string): number | undefined {
  const one = ipaddr.process(address);
  if (to === "default" || to === "0.0.0.0/0" || to === "::/0") return 0;
  const cidr = to.includes("/") ? to : `${to}/${isIpv6(to) ? 128 : 32}`;
  if (!ipaddr.isValidCIDR(cidr)) return undefined;
  const [network, bits] = ipaddr.parseCIDR(cidr);
  return network.kind() === one.kind() && one.match(network, bits) ? bits : undefined;
}

/** The way to an address: the narrowest target wins, then the lower metric, then whichever was set last. */
export function wayTo(address: string, hops: readonly Hop[]): Hop | undefined {
  let best: { hop: Hop; bits: number } | undefined;
  for (const hop of hops) {
    const bits = lengthOf(hop.to, address);
    if (bits === undefined) continue;
    const better = best === undefined || bits > best.bits;
    const same = best !== undefined && bits === best.bits && (hop.metric ?? 0) <= (best.hop.metric ?? 0);
    if (better || same) best = { hop, bits };
  }
  return best?.hop;
}

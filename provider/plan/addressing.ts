import { isAutomatic } from "../boot/automatic";
import { isAddress, isIpv6 } from "../ip/text";
import type { Desired } from "../model/desired";
import type { KernelRoute, Observed } from "../model/observed";
import type { Op, Step } from "../model/plan";
import type { Change } from "./change";
import { addRoute, deleteRoute, RECALL_ALL } from "./runtime";

/** Declared addresses that the bond does not have. */
export function missingAddresses(desired: Desired, observed: Observed): string[] {
  const have = observed.links[desired.device]?.addresses ?? [];
  return desired.addresses.filter((cidr) => !have.includes(cidr));
}

/**
 * Addresses of the bond that nobody declared: those of a cluster manager, of VRRP, of a colleague. What DHCP gave, and
 * what the host made itself from a router's prefix, comes and goes by itself and is not among them.
 */
export function undeclaredAddresses(
  { device, addresses, dhcp }: Desired,
  { links, dhcp: clients }: Observed,
): string[] {
  const link = links[device];
  const leased = dhcp || clients.includes(device);
  const own = (cidr: string) => (isIpv6(cidr) ? isAutomatic(cidr, link?.mac ?? "") : leased);
  const passing = (cidr: string) => link?.dynamic?.includes(cidr) || own(cidr);
  return (link?.addresses ?? []).filter((cidr) => !addresses.includes(cidr) && !passing(cidr));
}

/**
 * Addresses that must leave the bond: what an earlier declaration had and this one has not, and all that nobody declared
 * where the program says so. IPv6 addresses that a router may have brought stay, unless IPv6 addresses are declared.
 */
export function strayAddresses(desired: Desired, observed: Observed, previous?: Desired): string[] {
  const { device, addresses, removeUndeclaredAddresses: alone } = desired;
  const extra = (observed.links[device]?.addresses ?? []).filter((cidr) => !addresses.includes(cidr));
  const foreign = alone ? undeclaredAddresses(desired, observed) : [];
  const others = foreign.filter((cidr) => !isIpv6(cidr) || addresses.some(isIpv6));
  return extra.filter((cidr) => previous?.addresses.includes(cidr) || others.includes(cidr));
}

/** Whether the address that DHCP gave is gone, though its client runs: that one renews it at half time or not at all. */
export function lacksLease({ device, dhcp }: Desired, observed: Observed): boolean {
  return dhcp && (observed.links[device]?.addresses ?? []).every(isIpv6);
}

/** Every route with a next hop that a declaration asks for; ifup gives the IPv6 gateway metric 1, so do we. */
export function declaredRoutes(desired: Desired): KernelRoute[] {
  const { device: dev, gateway, gateway6, routes } = desired;
  return [
    ...(gateway ? [{ to: "default", via: gateway, dev }] : []),
    ...(gateway6 ? [{ to: "default", via: gateway6, dev, metric: 1 }] : []),
    ...routes.map((route) => ({ ...route, dev })),
  ];
}

/** One spelling per target: the kernel leaves out the mask of a single host and calls everything "default". */
function target(to: string): string {
  if (to === "0.0.0.0/0" || to === "::/0") return "default";
  return to.replace(isIpv6(to) ? /\/128$/ : /\/32$/, "");
}

/** Whether the kernel has this route; a declared route without a metric agrees with any. */
export function hasRoute(observed: Observed, wanted: KernelRoute): boolean {
  return observed.routes.some((have) => sameRoute(have, wanted));
}

function sameRoute(have: KernelRoute, wanted: KernelRoute): boolean {
  const metric = wanted.metric === undefined || wanted.to === "default" || have.metric === wanted.metric;
  return target(have.to) === target(wanted.to) && have.via === wanted.via && have.dev === wanted.dev && metric;
}

/**
 * Routes of the former program that are still there and not declared any more. One that is declared with another metric is
 * another route: the kernel would keep both.
 */
export function strayRoutes(desired: Desired, observed: Observed, previous?: Desired): KernelRoute[] {
  const wanted = declaredRoutes(desired);
  const former = previous ? declaredRoutes({ ...previous, device: desired.device }) : [];
  const exactly = (a: KernelRoute, b: KernelRoute) => sameRoute(a, b) && a.metric === b.metric;
  const left = former.filter((route) => !wanted.some((one) => exactly(one, route)));
  return observed.routes.filter(
    (have) => left.some((route) => sameRoute(have, route)) && !wanted.some((one) => exactly(have, one)),
  );
}

/** Whether SSH came in by this address. */
export const isSshAddress = ({ ssh }: Observed, cidr: string): boolean => isAddress(cidr, ssh?.address ?? "");

function title(change: Change, added: string[], removed: string[], routes: KernelRoute[], gone: KernelRoute[]): string {
  const hop = ({ to, via }: KernelRoute) => `${to} via ${via}`;
  const parts = [
    ...added.map((cidr) => `+${cidr}`),
    ...removed.map((cidr) => `-${cidr}`),
    ...routes.map((route) => `+${hop(route)}`),
    ...gone.map((route) => `-${hop(route)}`),
  ];
  return `${change.desired.device}: ${parts.join(", ")}`;
}

/** Addresses first added, then removed, then routes: one step, because the way back needs the addresses before the routes. */
export function addressSteps(change: Change): Step[] {
  const { desired, observed, previous } = change;
  const { device } = desired;
  const added = missingAddresses(desired, observed);
  const removed = strayAddresses(desired, observed, previous);
  const wanted = declaredRoutes(desired);
  const gone = strayRoutes(desired, observed, previous);
  const staying = { ...observed, routes: observed.routes.filter((route) => !gone.includes(route)) };
  const missing = wanted.filter((route) => !hasRoute(staying, route));
  if (added.length + removed.length + missing.length + gone.length === 0) return [];
  const add = (cidr: string): Op => ["address-add", device, cidr];
  const del = (cidr: string): Op => ["address-del", device, cidr];
  // With the first address of a network the kernel removes the others of it and the routes through it: what stays, again.
  const again: Op[] = removed.length > 0 ? [...added.map(add), ["recall", device]] : [];
  return [
    {
      title: title(change, added, removed, missing, gone),
      disruption: removed.some((cidr) => isSshAddress(observed, cidr)) ? "management-path" : "live",
      do: [...added.map(add), ...removed.map(del), ...again, ...gone.map(deleteRoute), ...missing.map(addRoute)],
      undo: [...missing.map(deleteRoute), ["recall", device], ...added.map(del), RECALL_ALL],
    },
  ];
}

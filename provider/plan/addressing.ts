import { isAutomatic } from "../boot/automatic";
import { isAddress, isIpv6 } from "../ip/text";
import type { Desired, Route, RoutingRule } from "../model/desired";
import type { KernelRoute, Link, Observed } from "../model/observed";
import type { Op, Step } from "../model/plan";
import { familyOf, isPlain, shownRoute, target } from "../routing/route";
import { agrees, ruleFamily, sameRule, shownRule } from "../routing/rule";
import type { Change } from "./change";
import { addRoute, addRule, deleteRoute, deleteRule, RECALL_ALL } from "./runtime";

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
  const leased = link !== undefined && (dhcp || clients.includes(device)) ? leasedIn(link) : [];
  const own = (cidr: string) => (isIpv6(cidr) ? isAutomatic(cidr, link?.mac ?? "") : leased.includes(cidr));
  const passing = (cidr: string) => link?.dynamic?.includes(cidr) || own(cidr);
  return (link?.addresses ?? []).filter((cidr) => !addresses.includes(cidr) && !passing(cidr));
}

/** The IPv4 addresses of a device that its DHCP client has set: those that end by themselves, or else the first one. */
function leasedIn({ addresses, dynamic = [] }: Link): string[] {
  const passing = dynamic.filter((cidr) => !isIpv6(cidr));
  return passing.length > 0 ? passing : addresses.filter((cidr) => !isIpv6(cidr)).slice(0, 1);
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

/** A declared route as the kernel has it: one that refuses is on no device. */
export const onDevice = (route: Route, device: string): KernelRoute => ({
  ...route,
  dev: route.type === undefined ? device : "",
});

/** Every route that a declaration asks for; ifup gives the IPv6 gateway metric 1, so do we. */
export function declaredRoutes(desired: Desired): KernelRoute[] {
  const { device: dev, gateway, gateway6, routes } = desired;
  return [
    ...(gateway ? [{ to: "default", via: gateway, dev }] : []),
    ...(gateway6 ? [{ to: "default", via: gateway6, dev, metric: 1 }] : []),
    ...routes.map((route) => onDevice(route, dev)),
  ];
}

/** Whether the kernel has this route; what a declared route does not say may be anything. */
export function hasRoute(observed: Observed, wanted: KernelRoute): boolean {
  return observed.routes.some((have) => fits(have, wanted));
}

/** Whether the kernel's route is the one that is wanted. */
export function fits(have: KernelRoute, wanted: KernelRoute): boolean {
  const { metric, source, mtu, onLink } = wanted;
  const place = (route: KernelRoute) =>
    [familyOf(route), target(route.to), route.table, route.type, route.via, route.dev].join(" ");
  return (
    place(have) === place(wanted) &&
    (metric === undefined || wanted.to === "default" || have.metric === metric) &&
    (source === undefined || have.source === source) &&
    (mtu === undefined || have.mtu === mtu) &&
    (!onLink || have.onLink === true)
  );
}

/** Whether the kernel has this rule. */
export const hasRule = ({ rules }: Observed, wanted: RoutingRule): boolean =>
  rules.some((have) => have.family === ruleFamily(wanted) && agrees(have, wanted));

/**
 * Routes of the former program that are still there and not declared any more. One that is declared with another metric is
 * another route: the kernel would keep both.
 */
export function strayRoutes(desired: Desired, observed: Observed, previous?: Desired): KernelRoute[] {
  const wanted = declaredRoutes(desired);
  const former = previous ? declaredRoutes({ ...previous, device: desired.device }) : [];
  const exactly = (a: KernelRoute, b: KernelRoute) => fits(a, b) && a.metric === b.metric;
  const left = former.filter((route) => !wanted.some((one) => exactly(one, route)));
  return observed.routes.filter(
    (have) => left.some((route) => fits(have, route)) && !wanted.some((one) => exactly(have, one)),
  );
}

/** Rules of the former program that are still there and not declared any more. */
export function strayRules(desired: Desired, observed: Observed, previous?: Desired): RoutingRule[] {
  const left = (previous?.rules ?? []).filter((rule) => !desired.rules.some((one) => sameRule(one, rule)));
  return observed.rules.filter(
    (have) =>
      left.some((rule) => have.family === ruleFamily(rule) && agrees(have, rule)) &&
      !desired.rules.some((one) => have.family === ruleFamily(one) && agrees(have, one)),
  );
}

/** Whether SSH came in by this address. */
export const isSshAddress = ({ ssh }: Observed, cidr: string): boolean => isAddress(cidr, ssh?.address ?? "");

/** What a change of addresses, routes and rules does, in a line. */
function title({ desired }: Change, added: readonly string[], removed: readonly string[]): string {
  return `${desired.device}: ${[...added.map((one) => `+${one}`), ...removed.map((one) => `-${one}`)].join(", ")}`;
}

const shown = (route: KernelRoute) => (isPlain(route) ? `${route.to} via ${route.via}` : shownRoute(route));

/** Addresses first added, then removed, then routes: one step, because the way back needs the addresses before the routes. */
export function addressSteps(change: Change): Step[] {
  const { desired, observed, previous } = change;
  const { device } = desired;
  const added = missingAddresses(desired, observed);
  const removed = strayAddresses(desired, observed, previous);
  const gone = strayRoutes(desired, observed, previous);
  const staying = { ...observed, routes: observed.routes.filter((route) => !gone.includes(route)) };
  const missing = declaredRoutes(desired).filter((route) => !hasRoute(staying, route));
  const rules = { missing: missingRules(desired, observed), gone: strayRules(desired, observed, previous) };
  const more = [...added, ...missing.map(shown), ...rules.missing.map(shownRule)];
  const less = [...removed, ...gone.map(shown), ...rules.gone.map(shownRule)];
  if (more.length + less.length === 0) return [];
  const add = (cidr: string): Op => ["address-add", device, cidr];
  const del = (cidr: string): Op => ["address-del", device, cidr];
  // With the first address of a network the kernel removes the others of it and the routes through it: what stays, again.
  const again: Op[] = removed.length > 0 ? [...added.map(add), ["recall", device]] : [];
  return [
    {
      title: title(change, more, less),
      disruption: removed.some((cidr) => isSshAddress(observed, cidr)) ? "management-path" : "live",
      do: [
        ...[...added.map(add), ...removed.map(del), ...again],
        ...[...gone.map(deleteRoute), ...missing.map(addRoute)],
        ...[...rules.missing.map(addRule), ...rules.gone.map(deleteRule)],
      ],
      undo: [
        ...rules.missing.map(deleteRule),
        ...missing.map(deleteRoute),
        ["recall", device],
        ...added.map(del),
        ...rules.gone.map(addRule),
        RECALL_ALL,
      ],
    },
  ];
}

/** Declared rules that the kernel does not have. */
export const missingRules = ({ rules }: Desired, observed: Observed): RoutingRule[] =>
  rules.filter((rule) => !hasRule(observed, rule));

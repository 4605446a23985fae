import { isIpv6 } from "../ip/text";
import type { Route } from "../model/desired";

/** The kernel's number of the table that is asked when no rule says otherwise. */
export const MAIN = 254;

/** The table of the host's own addresses, which the kernel keeps itself. */
export const LOCAL = 255;

/** Bounds of a route's MTU: the kernel makes the upper one of what is more. */
export const MTU = { min: 68, max: 65520 } as const;

/** 4 or 6: by its next hop or source where its target is "default". */
export const familyOf = ({ to, via, source }: Route): 4 | 6 =>
  [to, via, source].some((text) => text !== undefined && isIpv6(text)) ? 6 : 4;

/** A route of the main table to a next hop, and nothing more: what was declared before the others could be. */
export const isPlain = ({ via, table, source, type, mtu, onLink }: Route): boolean =>
  via !== undefined && [table, source, type, mtu, onLink].every((one) => one === undefined);

/** Routes of the main table that lead to a next hop: the ways to others that need no rule. */
export const waysOf = <R extends Route>(routes: readonly R[]): (R & { via: string })[] =>
  routes.filter((route): route is R & { via: string } => route.via !== undefined && route.table === undefined);

/** One spelling for each target: the kernel leaves out the mask of a single host and calls everything "default". */
export function target(to: string): string {
  if (to === "0.0.0.0/0" || to === "::/0") return "default";
  return to.replace(isIpv6(to) ? /\/128$/ : /\/32$/, "");
}

/** What the kernel has one route for: two with the same key take each other's place. */
export const routeKey = (route: Route): string =>
  [familyOf(route), route.table ?? MAIN, target(route.to), route.metric ?? ""].join(" ");

/** Whether two routes are the same in every word. */
export const sameRoute = (a: Route, b: Route): boolean => routeKey(a) === routeKey(b) && wordsKey(a) === wordsKey(b);

const wordsKey = ({ via, source, type, mtu, onLink = false }: Route) => [via, source, type, mtu, onLink].join(" ");

/** The order of the normal form: the kernel chooses a route by its prefix and metric, not by its place. */
export function byRoute(a: Route, b: Route): number {
  const [one, other] = [orderOf(a), orderOf(b)];
  return one < other ? -1 : one > other ? 1 : 0;
}

const orderOf = (route: Route) =>
  [
    familyOf(route),
    String(route.table === undefined ? 0 : route.table).padStart(10, "0"),
    route.to,
    String(route.metric ?? 0).padStart(10, "0"),
    wordsKey(route),
  ].join(" ");

/** A route in a few words for people: "10.20.0.0/16 via 10.0.0.1 in table 100". */
export function shownRoute({ to, via, table, type }: Route): string {
  const how = type ?? (via === undefined ? "on the link" : `via ${via}`);
  return `${to} ${how}${table === undefined ? "" : ` in table ${table}`}`;
}

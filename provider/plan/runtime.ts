import type { RoutingRule } from "../model/desired";
import type { KernelRoute, Link, Observed } from "../model/observed";
import type { Op, RouteWords, RuleWords } from "../model/plan";
import type { Profiles } from "../model/stack";
import { ruleFamily, ruleWords } from "../routing/rule";
import { furtherWords } from "../routing/words";

/** A route as the words of an op or a check; `metric` false: any will do. */
export function routeWords(route: KernelRoute, metric = true): RouteWords {
  const { to, via = "", dev, type = "" } = route;
  const further = furtherWords(route);
  const first = [to, via, dev, metric && route.metric !== undefined ? String(route.metric) : ""] as const;
  return further + type === "" ? first : [...first, further, type];
}

/** The op that makes sure of a route. */
export const addRoute = (route: KernelRoute): Op => ["route-add", ...routeWords(route)];

/** The op that takes a route away. */
export const deleteRoute = (route: KernelRoute): Op => ["route-del", ...routeWords(route)];

/** A rule as the words of an op or a check. */
export const wordsOfRule = (rule: RoutingRule): RuleWords => [
  String(ruleFamily(rule)),
  rule.priority === undefined ? "" : String(rule.priority),
  ruleWords(rule),
];

/** The op that makes sure of a rule. */
export const addRule = (rule: RoutingRule): Op => ["rule-add", ...wordsOfRule(rule)];

/** The op that takes a rule away. */
export const deleteRule = (rule: RoutingRule): Op => ["rule-del", ...wordsOfRule(rule)];

/** The device and every VLAN above it: what goes down with it. */
export function withVlans(observed: Observed, device: string): Link[] {
  const own = observed.links[device];
  const above = Object.values(observed.links).filter(({ parent }) => parent === device);
  return [...(own ? [own] : []), ...above.flatMap(({ name }) => withVlans(observed, name))];
}

/**
 * What the host still lacks of what it had when the transaction began, of everything that the plan touches: where scripts
 * take devices down and up they take routes from others too.
 */
export const RECALL_ALL: Op = ["recall", ""];

/** Up again after a moment down, with what the kernel forgot meanwhile of the device and of what stands on it. */
export function upAgain(device: string): Op[] {
  return [
    ["up", device],
    ["recall", device],
  ];
}

/** A released device as it was observed: MTU, up or down, and what it had. */
export function restoreLink(observed: Observed, name: string): Op[] {
  const link = observed.links[name];
  if (!link) return [];
  return [
    ["mtu", name, String(link.mtu)],
    [link.up ? "up" : "down", name],
    ["recall", name],
  ];
}

/** Whether a device is up with a configuration of its own: the stack takes it down, and brings it back. */
export function ownConfiguration({ links }: Observed, before: Profiles, name: string): boolean {
  const link = links[name];
  const profile = before[name];
  return !!link?.up && link.master === undefined && profile !== undefined && profile.master === undefined;
}

/**
 * Takes a device with a configuration of its own down with its file, which ends its DHCP client, rules and DNS too. On
 * the way back its ifup may take a route from others.
 */
export function ifdownOps(observed: Observed, name: string): { do: Op[]; undo: Op[] } {
  return { do: [["ifdown", name]], undo: [...restoreLink(observed, name), ["ifup", name], RECALL_ALL] };
}

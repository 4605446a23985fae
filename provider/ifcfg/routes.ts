import ipaddr from "ipaddr.js";
import { canonical, isIpv6 } from "../ip/text";
import type { Route } from "../model/desired";
import { BLANK, type Entry, type Fate, isBlank } from "./account";
import { assignmentEntries, linesOf } from "./account-lines";
import { type Ifcfg, parseIfcfg } from "./parse";

/** What a route file says, as far as a declaration can. */
export interface RouteFile {
  routes: Route[];
  /** The next hop of a plain default route. */
  gateway?: string;
  entries: Entry[];
}

/** What decides whether a line can be declared. */
export interface RouteContext {
  device: string;
  /** Whether the kernel would take a next hop on this device. */
  reaches: (via: string) => boolean;
  /** The gateway that keys of other files set before this file is read: a second default route is refused by the kernel. */
  gateway?: string;
}

/**
 * A route-DEVICE or route6-DEVICE file, in the form of `ip route` or of numbered keys. What no declaration can say (another
 * table, a source, several next hops, another device) stays in the file as it is.
 */
export function readRouteFile(text: string, context: RouteContext): RouteFile {
  return isNumbered(text) ? numberedFile(text, context) : lineFile(text, context);
}

const isNumbered = (text: string) => /^\s*ADDRESS\d+=/m.test(text);

const KEPT: Fate = { fate: "kept" };
const TWICE: Fate = { fate: "without effect", why: "the same route stands above" };

/** Collects what can be said, in the order of the file. */
class Collector {
  readonly routes: Route[] = [];
  gateway: string | undefined;

  constructor(private readonly context: RouteContext) {}

  /** The fate of one route; undefined: it is none that can be declared. */
  take(route: Route | undefined): Fate {
    if (route === undefined) return KEPT;
    if (route.to === "default") return this.takeDefault(route);
    const same = (one: Route) => one.to === route.to && one.metric === route.metric;
    const there = this.routes.find(same);
    if (there !== undefined) return there.via === route.via ? TWICE : KEPT;
    this.routes.push(route);
    return { fate: "property", property: "routes" };
  }

  private takeDefault({ via, metric }: Route): Fate {
    const before = this.context.gateway ?? this.gateway;
    if (metric !== undefined || (before !== undefined && before !== via)) return KEPT;
    this.gateway = via;
    return { fate: "property", property: isIpv6(via) ? "gateway6" : "gateway" };
  }

  file(entries: Entry[]): RouteFile {
    return { routes: this.routes, ...(this.gateway && { gateway: this.gateway }), entries };
  }
}

function lineFile(text: string, context: RouteContext): RouteFile {
  const found = new Collector(context);
  const entries = linesOf(text).map((line, at): Entry => {
    const fate = isBlank(line) ? BLANK : found.take(lineRoute(line, context));
    return { ...fate, line: at + 1, text: line };
  });
  return found.file(entries);
}

/** `10.9.0.0/16 via 10.0.0.1 [dev bond0] [metric 50]`, and nothing else: every further word says more than a declaration. */
function lineRoute(line: string, { device, reaches }: RouteContext): Route | undefined {
  const [to = "", ...rest] = line.trim().split(/\s+/);
  const said = new Map<string, string>();
  for (let at = 0; at < rest.length; at += 2) {
    const [word = "", value] = rest.slice(at, at + 2);
    if (!["via", "dev", "metric"].includes(word) || value === undefined || said.has(word)) return undefined;
    said.set(word, value);
  }
  const dev = said.get("dev")?.split(":")[0] ?? device; // bond0:0 is a label of bond0
  return dev === device ? plainRoute(to, said.get("via"), said.get("metric"), reaches) : undefined;
}

function plainRoute(
  to: string,
  via: string | undefined,
  metric: string | undefined,
  reaches: RouteContext["reaches"],
): Route | undefined {
  if (via === undefined || !isIp(via) || (metric !== undefined && !/^\d{1,10}$/.test(metric))) return undefined;
  const hop = canonical(via);
  const target = network(to, isIpv6(hop));
  if (target === undefined || !reaches(hop)) return undefined;
  return { to: target, via: hop, ...(metric !== undefined && { metric: Number(metric) }) };
}

const isIp = (text: string) => (isIpv6(text) ? ipaddr.IPv6.isValid(text) : ipaddr.IPv4.isValidFourPartDecimal(text));

/** A single address is a network of its own; a network with host bits set is none for the kernel. */
function network(to: string, ipv6: boolean): string | undefined {
  if (to === "default" || to === (ipv6 ? "::/0" : "0.0.0.0/0")) return "default";
  const [address = "", prefix = ipv6 ? "128" : "32"] = to.split("/");
  const cidr = `${address}/${prefix}`;
  if (!isIp(address) || isIpv6(address) !== ipv6 || !ipaddr.isValidCIDR(cidr)) return undefined;
  const family = ipv6 ? ipaddr.IPv6 : ipaddr.IPv4;
  return family.networkAddressFromCIDR(cidr).toString() === canonical(address) ? canonical(cidr) : undefined;
}

/** Numbered keys are one file of assignments, in which nothing can be edited by line. */
function numberedFile(text: string, context: RouteContext): RouteFile {
  const read = parseIfcfg(text);
  const found = new Collector(context);
  const fates = new Map<string, Fate>();
  let at = 0;
  for (; read.values[`ADDRESS${at}`]; at++) fates.set(String(at), said(found.take(numbered(at, read, context))));
  const explain = (key: string): Fate => {
    const number = /^(?:ADDRESS|NETMASK|GATEWAY|METRIC)(\d+)$/.exec(key)?.[1];
    return number === undefined ? NO_KEY : (fates.get(number) ?? BEHIND);
  };
  return found.file(
    assignmentEntries(
      text,
      read,
      (key) => [explain(key)],
      () => false,
    ),
  );
}

const NO_KEY: Fate = { fate: "without effect", why: "the scripts read no such key in a route file" };
const BEHIND: Fate = { fate: "without effect", why: "the scripts stop at the first number that is missing" };

const said = (fate: Fate): Fate =>
  fate.fate === "kept" ? { fate: "unknown", why: "no route that can be declared says this" } : fate;

function numbered(at: number, { values }: Ifcfg, { reaches }: RouteContext): Route | undefined {
  const [address = "", mask = "", via = "", metric] = ["ADDRESS", "NETMASK", "GATEWAY", "METRIC"].map(
    (key) => values[`${key}${at}`],
  );
  const prefix = ipaddr.IPv4.isValid(mask) ? ipaddr.IPv4.parse(mask).prefixLengthFromSubnetMask() : undefined;
  return plainRoute(`${address}/${prefix ?? 32}`, via, metric || undefined, reaches);
}

/**
 * The text of a route file with these routes and every line that no declaration can say; undefined when the file has no
 * such line, so that it can be written anew. `rendered` is one line for each route.
 */
export function editRoutes(text: string, { entries }: RouteFile, rendered: readonly string[]): string | undefined {
  if (isNumbered(text) || !entries.some(({ fate }) => fate === "kept")) return undefined;
  const words = (line: string) => line.trim().split(/\s+/).join(" ");
  const wanted = new Set(rendered.map(words));
  const stays = entries.filter((entry) => entry.fate !== "property" || wanted.has(words(entry.text)));
  const there = new Set(stays.map((entry) => words(entry.text)));
  return [...stays.map((entry) => entry.text), ...rendered.filter((line) => !there.has(words(line)))]
    .map((line) => `${line}\n`)
    .join("");
}

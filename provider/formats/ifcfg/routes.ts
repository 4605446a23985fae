import ipaddr from "ipaddr.js";
import type { Fate } from "../../model/account";
import type { Route } from "../../model/desired";
import { isPlain, routeKey, sameRoute } from "../../routing/route";
import type { Tables } from "../../routing/tables";
import { readRoute } from "../../routing/words";
import { BLANK, isBlank } from "./account";
import { assignmentEntries, linesOf } from "./account-lines";
import type { Line } from "./lines";
import { type Ifcfg, parseIfcfg } from "./parse";

/** What a route file says, as far as a declaration can. */
export interface RouteFile {
  routes: Route[];
  /** The next hop of a plain default route. */
  gateway?: string;
  entries: Line<Route>[];
}

/** What decides whether a line can be declared. */
export interface RouteContext {
  device: string;
  family: 4 | 6;
  tables: Tables;
  /** Whether the kernel would take a next hop on this device. */
  reaches: (via: string) => boolean;
  /** The gateway that keys of other files set before this file is read: a second default route is refused by the kernel. */
  gateway?: string;
}

/**
 * A route-DEVICE or route6-DEVICE file, in the form of `ip route` or of numbered keys. What no declaration can say (several
 * next hops, another device) stays in the file as it is.
 */
export function readRouteFile(text: string, context: RouteContext): RouteFile {
  return isNumbered(text) ? numberedFile(text, context) : lineFile(text, context);
}

export const isNumbered = (text: string) => /^\s*ADDRESS\d+=/m.test(text);

const KEPT: Fate = { fate: "kept" };
const TWICE: Fate = { fate: "without effect", why: "the same route stands above" };

const isDefault = ({ to }: Route) => to === "0.0.0.0/0" || to === "::/0";

/** Collects what can be said, in the order of the file. */
class Collector {
  readonly routes: Route[] = [];
  gateway: string | undefined;

  constructor(private readonly context: RouteContext) {}

  /** The fate of one route; undefined: it is none that can be declared. */
  take(route: Route | undefined): Fate & { item?: Route } {
    if (route === undefined) return KEPT;
    if (!this.isReached(route)) return { ...KEPT, item: route };
    if (isDefault(route) && route.table === undefined) return this.takeDefault(route);
    const there = this.routes.find((one) => routeKey(one) === routeKey(route));
    if (there !== undefined) return sameRoute(there, route) ? TWICE : KEPT;
    this.routes.push(route);
    const stays = !isPlain(route);
    return { fate: "property", property: "routes", item: route, ...(stays && { stays }) };
  }

  /** Whether the kernel would take it with the addresses that the bond has by its files. */
  private isReached({ via, onLink }: Route): boolean {
    return via === undefined || onLink === true || this.context.reaches(via);
  }

  /** A default route of the main table is a gateway, or none that a declaration can say. */
  private takeDefault(route: Route): Fate {
    const { via, metric } = route;
    const before = this.context.gateway ?? this.gateway;
    if (!isPlain(route) || metric !== undefined || (before !== undefined && before !== via)) return KEPT;
    this.gateway = via;
    return { fate: "property", property: this.context.family === 6 ? "gateway6" : "gateway" };
  }

  file(entries: Line<Route>[]): RouteFile {
    return { routes: this.routes, ...(this.gateway && { gateway: this.gateway }), entries };
  }
}

function lineFile(text: string, context: RouteContext): RouteFile {
  const found = new Collector(context);
  const entries = linesOf(text).map((line, at): Line<Route> => {
    const fate = isBlank(line) ? BLANK : found.take(lineRoute(line, context));
    return { ...fate, line: at + 1, text: line };
  });
  return found.file(entries);
}

/** A line that leads over this device, if it leads anywhere. */
function lineRoute(line: string, { device, family, tables }: RouteContext): Route | undefined {
  const read = readRoute(line, family, tables, "file");
  if (read === undefined) return undefined;
  const { dev, ...route } = read;
  const { via, type } = route;
  const over = dev?.split(":")[0]; // bond0:0 is a label of bond0
  if (type !== undefined) return over === undefined && via === undefined ? route : undefined;
  return (over ?? (via === undefined ? "" : device)) === device ? route : undefined;
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

const said = ({ item: _item, ...fate }: Fate & { item?: Route }): Fate =>
  fate.fate === "kept" ? { fate: "unknown", why: "no route that can be declared says this" } : fate;

function numbered(at: number, { values }: Ifcfg, context: RouteContext): Route | undefined {
  const [address = "", mask = "", via = "", metric] = ["ADDRESS", "NETMASK", "GATEWAY", "METRIC"].map(
    (key) => values[`${key}${at}`],
  );
  const prefix = ipaddr.IPv4.isValid(mask) ? ipaddr.IPv4.parse(mask).prefixLengthFromSubnetMask() : undefined;
  const words = [`${address}/${prefix ?? 32}`, "via", via, ...(metric ? ["metric", metric] : [])];
  return lineRoute(words.join(" "), context);
}

import ipaddr from "ipaddr.js";
import type { Route } from "../model/desired";
import { canonical } from "./addresses";
import { parseIfcfg } from "./parse";

/** The routes of a route-DEVICE or route6-DEVICE file, in the form of `ip route` or of numbered keys. */
export function parseRoutes(text: string): Route[] {
  return /^\s*ADDRESS\d+=/m.test(text) ? numbered(parseIfcfg(text).values) : text.split("\n").flatMap(lineRoute);
}

/** `10.9.0.0/16 via 10.0.0.1 [dev bond0] [metric 50]`; what has no next hop is not a route in our sense. */
function lineRoute(line: string): Route[] {
  const words = line.trim().split(/\s+/);
  const after = (word: string) => (words.includes(word) ? words[words.indexOf(word) + 1] : undefined);
  const to = words[0] ?? "";
  const via = after("via");
  if (to.startsWith("#") || via === undefined) return [];
  return [{ to: network(to), via: canonical(via), ...metricOf(after("metric")) }];
}

function numbered(values: Record<string, string>): Route[] {
  const routes: Route[] = [];
  for (let index = 0; values[`ADDRESS${index}`]; index++) {
    const [address = "", mask = "", via = ""] = ["ADDRESS", "NETMASK", "GATEWAY"].map(
      (key) => values[`${key}${index}`],
    );
    const prefix = ipaddr.IPv4.isValid(mask) ? ipaddr.IPv4.parse(mask).prefixLengthFromSubnetMask() : undefined;
    routes.push({
      to: network(`${address}/${prefix ?? 32}`),
      via: canonical(via),
      ...metricOf(values[`METRIC${index}`]),
    });
  }
  return routes;
}

/** A single address is a network of its own. */
function network(to: string): string {
  if (to.includes("/") || !ipaddr.isValid(to)) return canonical(to);
  return canonical(`${to}/${to.includes(":") ? 128 : 32}`);
}

const metricOf = (text: string | undefined) => (text && /^\d+$/.test(text) ? { metric: Number(text) } : {});

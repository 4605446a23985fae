import { networkOf, parseCidr, parseIp } from "../../ip/parse";
import { canonical, isIpv6 } from "../../ip/text";
import { REFUSING, type Route, type RoutingRule } from "../../model/desired";
import { MAIN } from "../../routing/route";
import { readRule } from "../../routing/words";
import type { Settings } from "./parse";

type Pair = [name: string, value: string];

/** The keys of a group that are numbered: NAME, NAME1, NAME2, ... in the order in which NetworkManager takes them. */
export function numbered(settings: Settings, group: string, name: string): string[] {
  const found = settings.keys(group).flatMap((key) => {
    const [, number] = new RegExp(`^${name}(\\d*)$`).exec(key) ?? [];
    return number === undefined ? [] : [[number === "" ? 0 : Number(number), key] as const];
  });
  return found.sort(([a], [b]) => a - b).map(([, key]) => key);
}

/** Static addresses of one family, in CIDR form. An address may be followed by a gateway. */
export function addressesIn(settings: Settings, group: "ipv4" | "ipv6"): string[] {
  const names = ["addresses?", "address"].flatMap((name) => numbered(settings, group, name));
  return [...new Set(names)].flatMap((key) => {
    const [address = ""] = (settings.get(`${group}.${key}`) ?? "").split(/[,;]/);
    const cidr = parseCidr(address.trim());
    return cidr === undefined ? [] : [cidr.text];
  });
}

/** The gateway of one family: of its own key, or behind an address. */
export function gatewayIn(settings: Settings, group: "ipv4" | "ipv6"): string | undefined {
  const behind = numbered(settings, group, "address").flatMap((key) =>
    (settings.get(`${group}.${key}`) ?? "").split(/[,;]/).slice(1, 2),
  );
  const found = [settings.get(`${group}.gateway`), ...behind].find((text) => parseIp(text?.trim() ?? "") !== undefined);
  return found === undefined ? undefined : canonical(found.trim());
}

/** The settings that make these routes, in their order. */
export function routeSettings(routes: readonly Route[], group: "ipv4" | "ipv6"): Pair[] {
  return routes.flatMap((route, index): Pair[] => {
    const { to, via, metric, table, source, mtu, onLink, type } = route;
    const options = [
      ...(mtu === undefined ? [] : [`mtu=${mtu}`]),
      ...(onLink ? ["onlink=true"] : []),
      ...(source === undefined ? [] : [`src=${source}`]),
      ...(table === undefined ? [] : [`table=${table}`]),
      ...(type === undefined ? [] : [`type=${type}`]),
    ];
    const nothing = metric === undefined ? [] : [isIpv6(to) ? "::" : "0.0.0.0"];
    const hop = via === undefined ? nothing : [via];
    const name = `${group}.route${index + 1}`;
    return [
      [name, [to, ...hop, ...(metric === undefined ? [] : [String(metric)])].join(",")],
      ...(options.length > 0 ? [[`${name}_options`, options.join(",")] as Pair] : []),
    ];
  });
}

const NO_HOP = ["", "0.0.0.0", "::"];
const KNOWN = ["mtu", "onlink", "src", "table", "type"];

/** A route as its two keys say it; undefined: no declaration can say it. */
export function routeIn(settings: Settings, group: "ipv4" | "ipv6", key: string): Route | undefined {
  const [target = "", via = "", metric] = (settings.get(`${group}.${key}`) ?? "")
    .split(/[,;]/)
    .map((part) => part.trim());
  const cidr = parseCidr(target.includes("/") ? target : `${target}/${group === "ipv4" ? 32 : 128}`);
  const options = new Map(
    (settings.get(`${group}.${key}_options`) ?? "")
      .split(",")
      .filter((part) => part !== "")
      .map((part) => part.split("=", 2) as [string, string]),
  );
  if (cidr === undefined || [...options.keys()].some((name) => !KNOWN.includes(name))) return undefined;
  const type = REFUSING.find((word) => word === options.get("type"));
  const table = Number(options.get("table") ?? MAIN);
  return {
    to: `${networkOf(cidr)}/${cidr.prefix}`,
    ...(NO_HOP.includes(via) ? {} : { via: canonical(via) }),
    ...(metric !== undefined && Number(metric) > 0 && { metric: Number(metric) }),
    ...(table !== MAIN && table !== 0 && { table }),
    ...(options.get("src") !== undefined && { source: canonical(options.get("src") ?? "") }),
    ...(type && { type }),
    ...(options.get("mtu") !== undefined && { mtu: Number(options.get("mtu")) }),
    ...(options.get("onlink") === "true" && { onLink: true }),
  };
}

/** The settings that make these rules, in their order. NetworkManager demands a priority. */
export const ruleSettings = (rules: readonly RoutingRule[], group: "ipv4" | "ipv6"): Pair[] =>
  rules.map((rule, index) => {
    const words = [
      ...(rule.priority === undefined ? [] : [`priority ${rule.priority}`]),
      `from ${rule.from ?? (group === "ipv4" ? "0.0.0.0/0" : "::/0")}`,
      ...(rule.to === undefined ? [] : [`to ${rule.to}`]),
      ...(rule.iif === undefined ? [] : [`iif ${rule.iif}`]),
      ...(rule.fwmark === undefined ? [] : [`fwmark ${rule.fwmark}`]),
      `table ${rule.table}`,
    ];
    return [`${group}.routing-rule${index + 1}`, words.join(" ")];
  });

/** A rule as its key says it, in ip's words; undefined: no declaration can say it. */
export const ruleIn = (settings: Settings, group: "ipv4" | "ipv6", key: string): RoutingRule | undefined =>
  readRule(settings.get(`${group}.${key}`) ?? "", group === "ipv4" ? 4 : 6, new Map(), "file");

import { networkOf, parseCidr, parseIp } from "../ip/parse";
import { canonical, isIpv6 } from "../ip/text";
import { REFUSING, type Route, type RoutingRule } from "../model/desired";
import { LOCAL, MAIN, MTU } from "./route";
import type { Tables } from "./tables";

/** A route in ip's words, with the device over which it leads ("" where it refuses). */
export interface Read extends Route {
  dev?: string;
}

/** How strictly words are read: of a file every word must be understood, of the kernel those that it adds are passed over. */
export type Source = "file" | "kernel";

const NAMES: Readonly<Record<string, string>> = {
  preference: "metric",
  lookup: "table",
  pref: "priority",
  order: "priority",
};

/** Every word with its value, or undefined where one is not known or said twice. */
function wordsOf(words: readonly string[], known: readonly string[], flags: readonly string[], source: Source) {
  const found = new Map<string, string>();
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    const value = words[at + 1];
    if (flags.includes(word)) found.set(word, "");
    else if (value !== undefined && known.includes(word) && !found.has(word)) {
      found.set(word, value);
      at++;
    } else if (source === "file" || known.includes(word) || EXCLUDING.includes(word)) return undefined;
  }
  return found;
}

/** Words of the kernel that make something else of a route or a rule. */
const EXCLUDING = [
  "nexthop",
  "tos",
  "not",
  "oif",
  "l3mdev",
  "uidrange",
  "ipproto",
  "sport",
  "dport",
  "tun_id",
  "goto",
  "nop",
  "realms",
  "suppress_prefixlength",
  "suppress_ifgroup",
];

const number = (text: string | undefined): number | undefined =>
  text !== undefined && /^(\d{1,10}|0x[0-9a-f]{1,8})$/i.test(text) && Number(text) < 2 ** 32 ? Number(text) : undefined;

/** A route as a line of a route file or of `ip route show` says it; undefined: no declaration can say it. */
export function readRoute(line: string, family: 4 | 6, tables: Tables, source: Source): Read | undefined {
  const words = line
    .trim()
    .split(/\s+/)
    .filter((word) => source === "file" || word !== "lock")
    .map((word) => (word === "preference" ? "metric" : word));
  const type = REFUSING.find((one) => one === words[0]);
  if (type !== undefined || words[0] === "unicast") words.shift();
  const [to = "", ...rest] = words;
  const said = wordsOf(rest, ["via", "dev", "metric", "table", "src", "mtu", "scope"], ["onlink"], source);
  if (said === undefined) return undefined;
  const network = networkIn(to, family);
  const [via, src] = [said.get("via"), said.get("src")];
  if (network === undefined || [via, src].some((ip) => ip !== undefined && parseIp(ip)?.family !== family))
    return undefined;
  if (said.has("scope") && source === "file" && (said.get("scope") !== "link" || via !== undefined)) return undefined;
  const route = withNumbers(network, type, said, tables);
  return source === "kernel" || isOffered(route) ? route : undefined;
}

/** Whether check takes it: the local table is the kernel's own, and of an MTU it makes another out of these bounds. */
const isOffered = ({ table, mtu = MTU.min }: Partial<Route> = {}) =>
  table !== LOCAL && mtu >= MTU.min && mtu <= MTU.max;

function withNumbers(
  to: string,
  type: Route["type"],
  said: ReadonlyMap<string, string>,
  tables: Tables,
): Read | undefined {
  const [metric, mtu] = [number(said.get("metric")), number(said.get("mtu"))];
  const table = tableOf(said.get("table"), tables);
  const wrong = (word: string, value: number | undefined) => said.has(word) && value === undefined;
  if (wrong("metric", metric) || wrong("mtu", mtu) || wrong("table", table)) return undefined;
  const [via, src, dev] = [said.get("via"), said.get("src"), said.get("dev")];
  return {
    to,
    ...(via !== undefined && { via: canonical(via) }),
    ...(metric ? { metric } : {}),
    ...(table !== undefined && table !== MAIN && { table }),
    ...(src !== undefined && { source: canonical(src) }),
    ...(type !== undefined && { type }),
    ...(mtu !== undefined && { mtu }),
    ...(said.has("onlink") && { onLink: true }),
    ...(dev !== undefined && { dev }),
  };
}

function tableOf(text: string | undefined, tables: Tables): number | undefined {
  const found = text === undefined ? undefined : (number(text) ?? tables.get(text));
  return found === 0 ? MAIN : found;
}

/** A target in CIDR form; a single address is a network of its own, and one with bits behind its prefix is none. */
function networkIn(to: string, family: 4 | 6): string | undefined {
  if (to === "default") return family === 4 ? "0.0.0.0/0" : "::/0";
  const cidr = parseCidr(to.includes("/") ? to : `${to}/${isIpv6(to) ? 128 : 32}`);
  return cidr?.family === family && networkOf(cidr) === cidr.address ? cidr.text : undefined;
}

/** The words of a route behind its target, but for next hop, device and metric. */
export function furtherWords({ table, source, mtu, onLink }: Route): string {
  return [
    ...(source === undefined ? [] : [`src ${source}`]),
    ...(mtu === undefined ? [] : [`mtu ${mtu}`]),
    ...(onLink ? ["onlink"] : []),
    ...(table === undefined ? [] : [`table ${table}`]),
  ].join(" ");
}

/** A line of a route file. */
export function routeLine(route: Route, device: string): string {
  const { to, via, metric, type } = route;
  const further = furtherWords(route);
  const dev = type === undefined && (via === undefined || further !== "") ? `dev ${device}` : "";
  const words = [type, to, via && `via ${via}`, dev, metric !== undefined && `metric ${metric}`, further];
  return words.filter(Boolean).join(" ");
}

/** A rule as a line of a rule file says it, or as `ip rule show` does behind the priority; undefined: it says more. */
export function readRule(line: string, family: 4 | 6, tables: Tables, source: Source): RoutingRule | undefined {
  const words = line
    .trim()
    .split(/\s+/)
    .map((word) => NAMES[word] ?? word);
  const said = wordsOf(words, ["from", "to", "table", "priority", "fwmark", "iif"], [], source);
  if (said === undefined) return undefined;
  const table = tableOf(said.get("table"), tables);
  const [priority, fwmark] = [number(said.get("priority")), number(said.get("fwmark"))];
  if (source === "file" && (priority === 0 || fwmark === 0)) return undefined;
  const [from, to] = [selector(said.get("from"), family), selector(said.get("to"), family)];
  const wrong = (word: string, value: unknown) => said.has(word) && value === undefined;
  if (table === undefined || wrong("priority", priority) || wrong("fwmark", fwmark)) return undefined;
  if (wrong("from", from) || wrong("to", to) || !isTold(from, to, family)) return undefined;
  const iif = said.get("iif");
  return {
    ...(from && { from }),
    ...(to && { to }),
    table,
    ...(priority !== undefined && { priority }),
    ...(fwmark !== undefined && { fwmark }),
    ...(iif !== undefined && { iif }),
  };
}

/** Without an address a declared rule is one for IPv4. */
const isTold = (from: string | undefined, to: string | undefined, family: 4 | 6) => family === 4 || Boolean(from || to);

/** "" for any address; an address or network of the family, without the prefix length of a single host. */
function selector(text: string | undefined, family: 4 | 6): string | undefined {
  if (text === undefined || text === "all" || text === "any") return "";
  const network = networkIn(text, family);
  if (network?.endsWith("/0")) return "";
  return network?.replace(family === 4 ? /\/32$/ : /\/128$/, "");
}

import { networkOf, parseCidr, parseIp } from "../../ip/parse";
import { REFUSING, type Route, type RoutingRule } from "../../model/desired";
import { byRoute, LOCAL, MAIN, MTU } from "../../routing/route";
import { byRule } from "../../routing/rule";
import { bad, flag, good, integer, list, object, oneOf, type Reader, type Reading, show, whenKnown } from "../reading";
import { address } from "./addresses";
import { readIif } from "./names";

const EXAMPLE = '{ to: "10.20.0.0/16", via: "192.168.1.254" }';

/** A network in canonical form; the bits behind its prefix must be zero. */
function network(name: string, text: string, example: string): Reading<string> {
  const cidr = parseCidr(text);
  if (!cidr) return bad(text, `${name} is ${show(text)}, not a network with its prefix length. ${example}`);
  const first = networkOf(cidr);
  if (first === cidr.address) return good(cidr.text);
  const why = "has bits set behind the prefix, which the kernel refuses";
  return bad(text, `${name} ${cidr.text} ${why}. Write ${first}/${cidr.prefix}.`);
}

/** "default" is read together with the rest of its route: the family stands there. */
const readTarget: Reader<string> = whenKnown((value, name) => {
  if (typeof value !== "string") return network(name, value as string, 'Write it like "10.20.0.0/16".');
  const text = value.trim();
  return text === "default" ? good(text) : network(name, text, 'Write it like "10.20.0.0/16".');
});

const BITS = "the kernel keeps it in 32 bits";
const NONZERO = `${BITS}, and 0 stands for none`;
const readTable = integer(1, 4294967295, NONZERO);

const routeFields = object(
  {
    to: readTarget,
    via: address(undefined, '"192.168.1.254"'),
    metric: integer(1, 4294967295, NONZERO),
    table: readTable,
    source: address(undefined, '"192.168.1.10"'),
    type: oneOf("unicast", ...REFUSING),
    mtu: integer(
      MTU.min,
      MTU.max,
      "an IPv4 link carries at least 68 bytes, and the kernel makes 65520 of what is more",
    ),
    onLink: flag,
  },
  EXAMPLE,
);

type Fields = NonNullable<ReturnType<typeof routeFields>["known"]>;

/** A whole route; half of one is no fact. */
const readRoute: Reader<Route> = (value, name) => {
  const { known, ...reading } = routeFields(value, name);
  if (known === undefined) return reading;
  const isSaid = (key: string) => Object.hasOwn(reading.value as object, key);
  const missing = isSaid("to") ? [] : [`${name} has no to. Write ${EXAMPLE}.`];
  const whole = known.to !== undefined && Object.keys(known).length === Object.keys(reading.value as object).length;
  if (!whole) return { value: reading.value, reasons: [...reading.reasons, ...missing] };
  const { route, reasons } = normalRoute(known, name);
  return reasons.length > 0 ? { value: reading.value, reasons } : { value: route, known: route, reasons };
};

/** Without what says nothing: the main table, unicast, false. */
function normalRoute(known: Fields, name: string): { route: Route; reasons: string[] } {
  const { to = "", via, metric, table, source, type, mtu, onLink } = known;
  const hint = via ?? source;
  const all = hint === undefined ? undefined : parseIp(hint)?.family === 6 ? "::/0" : "0.0.0.0/0";
  const route: Route = {
    to: to === "default" ? (all ?? to) : to,
    ...(via !== undefined && { via }),
    ...(metric !== undefined && { metric }),
    ...(table !== undefined && table !== MAIN && { table }),
    ...(source !== undefined && { source }),
    ...(type !== undefined && type !== "unicast" && { type }),
    ...(mtu !== undefined && { mtu }),
    ...(onLink === true && { onLink }),
  };
  return { route, reasons: routeReasons(route, name) };
}

function routeReasons({ to, via, table, source, type, mtu, onLink }: Route, name: string): string[] {
  if (to === "default") return [`${name}.to "default" may be IPv4 or IPv6. Write "0.0.0.0/0" or "::/0".`];
  const idle = Object.entries({ via, source, mtu, onLink }).filter(([, one]) => one !== undefined);
  return [
    ...(parseCidr(to)?.prefix === 0 && table === undefined && type === undefined
      ? [
          `${name}.to ${show(to)} is the default route, which is no route of its own in the main table. Write gateway or gateway6 instead.`,
        ]
      : []),
    ...(table === LOCAL ? [`${name}.table is 255, which is the kernel's own. Write another table.`] : []),
    ...(type === undefined
      ? []
      : idle.map(([key]) => `${name} is of type ${type}, which has no ${key}. Leave it out.`)),
    ...(onLink && via === undefined
      ? [`${name} is onLink without via: there is no next hop on the link. Add via.`]
      : []),
  ];
}

/** Sorted, IPv4 before IPv6: the kernel chooses a route by its prefix and metric, not by its place. */
export const readRoutes = list(readRoute, `[${EXAMPLE}]`, (routes) => [...routes].sort(byRoute));

/** An address or a network; a single host is written without its prefix length, as the kernel shows it. */
const readSelector: Reader<string> = whenKnown((value, name) => {
  const example = 'Write it like "192.168.1.10" or "10.20.0.0/16".';
  const text = typeof value === "string" ? value.trim() : "";
  const ip = parseIp(text);
  if (ip) return good(ip.text);
  const { known, ...reading } = network(name, typeof value === "string" ? text : (value as string), example);
  if (known === undefined) return reading;
  if (known.endsWith("/0")) return bad(value, `${name} ${show(value)} is every address. Leave it out.`);
  return good(known.replace(known.includes(":") ? /\/128$/ : /\/32$/, ""));
});

const RULE_EXAMPLE = '{ from: "192.168.1.10", table: 100 }';
const ruleFields = object(
  {
    from: readSelector,
    to: readSelector,
    table: readTable,
    priority: integer(1, 4294967295, `${BITS}, and 0 is the kernel's own rule`),
    fwmark: integer(1, 4294967295, NONZERO),
    iif: readIif,
  },
  RULE_EXAMPLE,
);

const readRule: Reader<RoutingRule> = (value, name) => {
  const { known, ...reading } = ruleFields(value, name);
  if (known === undefined) return reading;
  const said = reading.value as object;
  const missing = Object.hasOwn(said, "table") ? [] : [`${name} has no table. Write ${RULE_EXAMPLE}.`];
  const whole = known.table !== undefined && Object.keys(known).length === Object.keys(said).length;
  return {
    value: reading.value,
    reasons: [...reading.reasons, ...missing],
    ...(whole ? { known: known as RoutingRule } : {}),
  };
};

/** Sorted as the kernel asks them. */
export const readRules = list(readRule, `[${RULE_EXAMPLE}]`, (rules) => [...rules].sort(byRule));

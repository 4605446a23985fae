import { type Cidr, contains, type Ip, networkOf, parseCidr, parseIp } from "../../ip/parse";
import type { Route } from "../../model/desired";
import { ruleFamily, ruleWords } from "../../routing/rule";
import { type Facts, failures, type Rule } from "../facts";
import { cidrs, LINK_LOCAL, NO_DEVICE, networks } from "../networks";
import { repeated } from "./repeated";

/** As gateways: the next hop must be a neighbour on the bond. */
export const routesReachable: Rule = (facts) =>
  facts.addresses === undefined || facts.dhcp === undefined
    ? []
    : failures("routes", routeReasons(facts.routes ?? [], facts));

function routeReasons(routes: Route[], { addresses, dhcp }: Facts): (string | undefined)[] {
  const neighbours = { 4: new Neighbours(cidrs(addresses, 4)), 6: new Neighbours(cidrs(addresses, 6)) };
  return routes.map((route) => routeReason(route, neighbours, dhcp));
}

function routeReason(
  { to, via, onLink }: Route,
  neighbours: Record<4 | 6, Neighbours>,
  dhcp: boolean | undefined,
): string | undefined {
  const [network, ip] = [parseCidr(to), parseIp(via ?? "")];
  if (!network || !ip || via === undefined) return undefined;
  const name = `the route to ${to}`;
  if (network.family !== ip.family)
    return `${name} has a next hop of another family, ${via}. Write one of the same family.`;
  const own = neighbours[ip.family];
  if (own.isOwn(via)) return `${name} leads to the bond's own address ${via}. Write a neighbour's.`;
  if (contains(LINK_LOCAL, ip))
    return `${name} has the next hop ${via}, which ${NO_DEVICE}. Write a neighbour's address.`;
  if (onLink || own.has(ip) || (dhcp && ip.family === 4)) return undefined;
  const where =
    own.networks !== "" ? `outside ${own.networks}` : "in no network of the bond, which has no address of that family";
  return `${name} has the next hop ${via}, ${where}: the kernel refuses it. Write a neighbour's address, or onLink: true where the next hop is on the link all the same.`;
}

/** The networks of the bond's own addresses of one family, asked once for each length of a prefix, not for each address. */
class Neighbours {
  readonly networks: string;
  readonly #addresses: ReadonlySet<string>;
  readonly #networks: ReadonlySet<string>;
  readonly #prefixes: readonly number[];

  constructor(own: Cidr[]) {
    const shown = own.slice(0, 8);
    this.networks = networks(shown) + (own.length > shown.length ? ", ..." : "");
    this.#addresses = new Set(own.map(({ address }) => address));
    this.#networks = new Set(own.map((cidr) => `${networkOf(cidr)}/${cidr.prefix}`));
    this.#prefixes = [...new Set(own.map(({ prefix }) => prefix))];
  }

  isOwn(address: string): boolean {
    return this.#addresses.has(address);
  }

  has({ family, text }: Ip): boolean {
    return this.#prefixes.some((prefix) => {
      const cidr = { family, address: text, prefix, text: `${text}/${prefix}` };
      return this.#networks.has(`${networkOf(cidr)}/${prefix}`);
    });
  }
}

/** The kernel has one route for a network, table and metric. */
export const routesOnce: Rule = ({ routes = [] }) => {
  const keys = routes.map((route) => [route.to, route.table ?? "", route.metric ?? ""].join(" "));
  return failures(
    "routes",
    repeated(keys).map((key) => {
      const [to, table] = key.split(" ");
      const where = table ? ` in table ${table}` : "";
      return `routes has ${to} twice${where} with one metric: the kernel keeps one. Give them different metrics, or keep one.`;
    }),
  );
};

/** The kernel takes one address of each family together. */
export const routesOfOneFamily: Rule = ({ routes = [] }) =>
  failures(
    "routes",
    routes.map(({ to, source }) => {
      const [network, ip] = [parseCidr(to), parseIp(source ?? "")];
      if (!network || !ip || network.family === ip.family) return undefined;
      return `the route to ${to} has a source of another family, ${source}. Write one of the same family.`;
    }),
  );

/** As of routes; and of two rules that say the same the second is never asked, whatever their priorities are. */
export const rulesOnce: Rule = ({ rules = [] }) => [
  ...failures(
    "rules",
    rules.map(({ from, to }) => {
      if (from === undefined || to === undefined || from.includes(":") === to.includes(":")) return undefined;
      return `a rule from ${from} has a target of another family, ${to}. Write two of one family.`;
    }),
  ),
  ...failures(
    "rules",
    repeated(rules.map((rule) => `${ruleFamily(rule)} ${ruleWords(rule)}`)).map(
      (key) => `rules has "${key.slice(2)}" twice: the second is never asked. Write it once.`,
    ),
  ),
];

import type { Random } from "../random";

/** How the host answers a client that lives beyond its gateway. */
type Way =
  | "gateway" // a default route of the main table
  | "gateway with attributes" // the same with a metric, a source and an MTU of its own
  | "on-link gateway" // the gateway lies outside of the host's network, as at many hosters
  | "device" // a default route without a next hop
  | "two next hops"
  | "IPv6 next hop" // an IPv4 route whose next hop has an IPv6 address
  | "table" // policy routing: a rule leads to a table of its own
  | "advertised"; // the router that advertises itself

/** A host as it is drawn; addresses are those of network number `number`. */
export interface Layout {
  number: number;
  ipv6: boolean;
  way: Way;
  /** The device that has the address SSH comes in by: the uplink itself, or a bridge or something like a VLAN above it. */
  management: "bond0" | "br0" | "bond0.20";
  /** The device that the change is about: the way in, what it stands on, or another bond. */
  target: "bond0" | "br0" | "bond0.20" | "bond1";
  /** How many bonds the host has. */
  bonds: number;
  /** Addresses and a default route come by router advertisements as well. */
  advertised: boolean;
  /** Devices that have nothing to do with it. */
  others: number;
  /** Lines for `ip route add` and `ip rule add` beside the way to the client, and for `ip neigh add`. */
  routes: string[];
  rules: string[];
  neighbours: string[];
  /** Seconds that a sync takes, and each call of ip. */
  syncTakes: number;
  ipTakes: number;
  /** Nobody answers at the address in resolv.conf. */
  deadResolver: boolean;
}

/** Where things are on network number N: the world's end, the host, and where the host may move to. */
export function places({ number, ipv6 }: Pick<Layout, "number" | "ipv6">) {
  const [high, low] = [number >> 8, number & 255];
  const at = (host: number) =>
    ipv6 ? `fd00:${high.toString(16)}:${low.toString(16)}::${host}` : `10.${high}.${low}.${host}`;
  return {
    gateway: at(1),
    second: at(2),
    host: at(10),
    moved: at(20),
    free: at(30),
    bits: ipv6 ? 64 : 24,
    whole: ipv6 ? 128 : 32,
  };
}

/** Where the client is, seen from every host. */
export const CLIENT = { 4: "10.255.255.1", 6: "fd00:ffff::1" } as const;

/** The client's way back, as words for `ip route add`. */
export function wayBack(layout: Layout): string[] {
  const { gateway, second, host } = places(layout);
  const dev = `dev ${layout.management}`;
  switch (layout.way) {
    case "gateway":
      return [`default via ${gateway} ${dev}`];
    case "gateway with attributes":
      return [`default via ${gateway} ${dev} metric 50 src ${host} mtu 1300`];
    case "on-link gateway":
      return [`default via ${gateway} ${dev} onlink`];
    case "device":
      return [`default ${dev} scope link`];
    case "two next hops":
      return [`default nexthop via ${gateway} ${dev} nexthop via ${second} ${dev}`];
    case "IPv6 next hop":
      return [`0.0.0.0/0 via inet6 fe80::1 ${dev}`];
    case "table":
      return [`default via ${gateway} ${dev} table 100`];
    case "advertised":
      return [];
  }
}

const WAYS_4: readonly [Way, ...Way[]] = [
  "gateway",
  "gateway",
  "gateway",
  "gateway with attributes",
  "on-link gateway",
  "device",
  "two next hops",
  "IPv6 next hop",
  "table",
];
const WAYS_6: readonly [Way, ...Way[]] = ["gateway", "gateway", "gateway with attributes", "on-link gateway", "table"];

const some = <T>(random: Random, all: readonly T[]): T[] => all.filter(() => random.below(4) === 0);

/** What people have beside a default route. */
function extras(random: Random, layout: Pick<Layout, "number" | "ipv6" | "way">) {
  const { gateway, free, host, whole } = places(layout);
  const net = (n: number) => (layout.ipv6 ? `fd77:${n}::/64` : `172.20.${n}.0/24`);
  const over = (n: number, words: string) => `${net(n)} ${words}`;
  const link = layout.way === "on-link gateway" ? " onlink" : "";
  const by = `via ${gateway} dev DEV${link}`;
  return {
    routes: some(random, [
      over(1, by),
      over(2, `${by} metric 7`),
      over(3, `${by} mtu 1200`),
      over(4, `${by} table 200`),
      over(5, "dev DEV"),
      `unreachable ${net(6)}`,
      over(7, "dev DEV table 200"),
      over(8, `${by} src ${host}`),
      ...(layout.ipv6
        ? []
        : [over(9, `${by} advmss 1000`), over(10, `nexthop ${by} nexthop ${by.replace(gateway, free)}`)]),
      over(11, `${by} table 300 metric 9`),
    ]),
    rules: some(random, [
      `from ${host}/${whole} to ${net(12)} lookup 200 priority 1000`,
      `to ${net(4)} lookup 200 priority 1001`,
      "fwmark 7 lookup 300 priority 1002",
      `iif DEV lookup 200 priority 1003`,
    ]),
    neighbours: some(random, [
      `${free} lladdr 02:00:00:00:00:30 dev DEV nud permanent`,
      `${gateway} lladdr 02:00:00:00:00:01 dev DEV nud permanent`,
      `proxy ${free} dev DEV`,
    ]),
  };
}

/** A host, drawn. */
export function layout(random: Random, number: number): Layout {
  const ipv6 = random.below(4) === 0;
  const isPlain = random.below(2) === 0;
  const way = isPlain ? "gateway" : random.pick(ipv6 ? WAYS_6 : WAYS_4);
  const management = random.pick(["bond0", "bond0", "br0"] as const);
  const drawn = isPlain ? { routes: [], rules: [], neighbours: [] } : extras(random, { number, ipv6, way });
  const onto = (lines: string[]) => lines.map((line) => line.replaceAll("DEV", management));
  return {
    number,
    ipv6,
    way,
    management,
    target: management,
    bonds: 1,
    advertised: false,
    others: random.pick([0, 0, 1, 2, 4, 10, 40, 200]),
    routes: onto(drawn.routes),
    rules: onto(drawn.rules),
    neighbours: onto(drawn.neighbours),
    syncTakes: random.pick([0, 0, 0, 0, 0, 0.5, 2, 22]),
    ipTakes: random.pick([0, 0, 0, 0, 0.05, 0.2]),
    deadResolver: random.below(6) === 0,
  };
}

/** The way in is a device above the bond that is neither bridge nor port. */
function standAbove(host: Layout): void {
  const onto = (lines: string[]) => lines.map((line) => line.replace(/\b(dev|iif) bond0\b/g, "$1 bond0.20"));
  host.management = host.target = "bond0.20";
  host.routes = onto(host.routes);
  host.rules = onto(host.rules);
  host.neighbours = onto(host.neighbours);
}

/** What a host may be beside, drawn last: what a seed stood for before stays as far as it can. */
export function further(random: Random, host: Layout): void {
  const [above, advertised, only] = [random.below(5), random.below(3), random.below(2)];
  if (host.management === "bond0" && above === 0) standAbove(host);
  host.advertised = advertised === 0;
  if (host.advertised && host.ipv6 && host.way === "gateway" && only === 0) host.way = "advertised";
  host.bonds = random.pick([1, 1, 2, 3]);
}

/** What a change of this kind may be about: not every one means the same on a device below the way in, or beside it. */
export function target(random: Random, host: Layout, kind: string): Layout["target"] {
  const drawn = random.pick(["way", "way", "way", "below", "beside"] as const);
  if (drawn === "below" && !["live", "moves"].includes(kind)) return "bond0";
  const harmless = !kind.startsWith("cuts") && kind !== "moves";
  return drawn === "beside" && harmless && host.bonds > 1 ? "bond1" : host.management;
}

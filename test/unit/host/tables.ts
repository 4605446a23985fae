import fc from "fast-check";

const ADDRESSES = [
  "10.1.0.5/24 brd + dev em1",
  "10.1.0.6/24 dev em1",
  "192.0.2.7/32 dev em1",
  "10.2.0.5 peer 10.2.0.9/32 dev em1",
  "10.4.0.5/24 brd + dev em1 label em1:vip",
  "10.5.0.5/24 dev em1 noprefixroute",
  "10.3.0.5/24 dev em2",
  "2001:db8:1::5/64 dev em1",
  "2001:db8:1::6/64 dev em1 nodad preferred_lft 0",
  "2001:db8:2::5/128 dev em1 nodad",
  "2001:db8:3::5/64 dev em2 nodad",
  "fe80::1/64 dev em1",
];

const some = (...words: string[]) => fc.constantFrom("", ...words);
const joined = (...parts: fc.Arbitrary<string>[]) =>
  fc.tuple(...parts).map((words) => words.filter((word) => word !== "").join(" "));

const hops4 = [
  "via 10.1.0.1 dev em1",
  "via 10.3.0.1 dev em2",
  "via 198.51.100.1 dev em1 onlink",
  "via 10.2.0.9 dev em1",
];
const hops6 = ["via fe80::9 dev em1", "via 2001:db8:1::1 dev em1", "via fe80::8 dev em2", "via 2001:db8:3::1 dev em2"];

const several = (hops: readonly string[]) =>
  fc
    .uniqueArray(fc.constantFrom(...hops), { minLength: 2, maxLength: 3 })
    .chain((chosen) => fc.nat(3).map((weight) => chosen.map((hop) => `nexthop ${hop} weight ${weight + 1}`).join(" ")));

const options = joined(
  some("metric 5", "metric 50"),
  some("table 100", "table 200"),
  some("proto static", "proto 200"),
  some("mtu 1400", "mtu lock 1300", "advmss 1300"),
);
const verb = fc.constantFrom("add", "append");

const route4 = joined(
  verb.map((word) => `-4 route ${word}`),
  fc.constantFrom("default", "10.90.0.0/16", "10.91.0.0/24", "198.51.100.1", "172.16.0.9"),
  options,
  fc.oneof(
    joined(fc.constantFrom(...hops4), some("src 10.1.0.5", "src 10.1.0.6", "src 192.0.2.7", "src 10.3.0.5")),
    joined(fc.constantFrom("dev em1", "dev em1 scope link", "dev em2"), some("src 192.0.2.7")),
    fc.constantFrom("via inet6 fe80::9 dev em1", "tos 0x10 via 10.1.0.1 dev em1"),
    several(hops4),
  ),
);
const route6 = fc.oneof(
  joined(
    verb.map((word) => `-6 route ${word}`),
    fc.constantFrom("default", "2001:db8:90::/48", "2001:db8:91::/64"),
    options,
    fc.oneof(
      joined(fc.constantFrom(...hops6), some("src 2001:db8:1::5", "src 2001:db8:2::5")),
      fc.constantFrom("dev em1", "dev em2"),
      several(hops6),
    ),
  ),
  // A next hop that is reached over another one is taken by the kernel in one order only, which no table shows.
  joined(
    verb.map((word) => `-6 route ${word} 2001:db8:1::1`),
    options,
    fc.constant("dev em1"),
  ),
);
const unreached = joined(
  fc.constantFrom("blackhole", "unreachable", "prohibit", "throw").map((type) => `route add ${type}`),
  fc.constantFrom("10.92.0.0/16", "2001:db8:92::/48"),
  some("table 100"),
  some("metric 9"),
);
const rule = joined(
  fc.constantFrom(
    "-4 rule add from 10.1.0.5",
    "-4 rule add from all to 10.90.0.0/16",
    "-6 rule add from 2001:db8:1::5",
  ),
  some("iif em1", "fwmark 0x1/0xff"),
  fc.constantFrom("lookup 100", "lookup 200"),
  fc.integer({ min: 100, max: 30000 }).map((priority) => `priority ${priority}`),
);
const neighbour = fc.constantFrom(
  "neigh add 10.1.0.9 lladdr 02:00:00:00:00:09 dev em1 nud permanent",
  "neigh add fe80::9 lladdr 02:00:00:00:00:09 dev em1 nud permanent",
  "neigh add 10.3.0.9 lladdr 02:00:00:00:00:09 dev em2 nud permanent",
  "neigh add proxy 10.1.0.8 dev em1",
  "neigh add proxy 2001:db8:1::8 dev em1",
);

/** Arguments of ip that give a host with em1 and em2 its addresses, routes, rules and neighbours; some are refused. */
export const tables: fc.Arbitrary<string[]> = fc
  .tuple(
    fc.subarray(ADDRESSES, { minLength: 5 }),
    fc.array(fc.oneof(route4, route4, route6, unreached), { maxLength: 14 }),
    fc.array(rule, { maxLength: 3 }),
    fc.array(neighbour, { maxLength: 4 }),
  )
  .map(([addresses, routes, rules, neighbours]) => [
    ...addresses.map((words) => `addr add ${words}`),
    ...routes,
    ...rules,
    ...neighbours,
  ]);

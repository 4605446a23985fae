import { type Layout, places, wayBack } from "./layout";

/** What the host's own end of the line to the world is called in the world. */
export const worldEnd = (number: number): string => `w${number}`;

const nodad = ({ ipv6 }: Layout) => (ipv6 ? " nodad" : "");

/** The world's part, for `ip -batch`: the line to the host whose namespaces process `pid` is in, with its gateways. */
export function worldNetwork(layout: Layout, pid: number): string[] {
  const { gateway, second, bits } = places(layout);
  const dev = worldEnd(layout.number);
  return [
    `link add ${dev} address 02:00:00:00:00:01 type veth peer name bond0 netns ${pid}`,
    `addr add ${gateway}/${bits} dev ${dev}${nodad(layout)}`,
    `addr add ${second}/${bits} dev ${dev}${nodad(layout)}`,
    `addr add fe80::1/64 dev ${dev} nodad`,
    ...forgetSoon(dev),
    `link set ${dev} up`,
  ];
}

/** Neighbours forget a MAC address in a tenth of the usual time, as a change here is undone after a tenth of it. */
const forgetSoon = (dev: string): string[] =>
  ["arp_cache", "ndisc_cache"].map(
    (name) => `ntable change name ${name} dev ${dev} base_reachable 3000 delay_probe 1000`,
  );

/** Devices that have nothing to do with the way in; each third has an address and a route. */
function strangers(count: number): string[] {
  return Array.from({ length: Math.ceil(count / 2) }, (_, n) => [
    `link add e${n} type veth peer name f${n}`,
    ...(n % 3 === 0
      ? [
          `addr add 10.254.${n}.1/24 dev e${n}`,
          `link set e${n} up`,
          `link set f${n} up`,
          `route add 172.21.${n}.0/24 via 10.254.${n}.2 dev e${n}`,
        ]
      : []),
  ]).flat();
}

/** Further bonds of the host: each with members of its own, an address, and routes in two tables. */
function furtherBonds(bonds: number): string[] {
  return Array.from({ length: bonds - 1 }, (_, n) => n + 1).flatMap((n) => [
    `link add bond${n} type veth peer name bond${n}x`,
    `addr add 172.25.${n}.1/24 dev bond${n}`,
    `link set bond${n} up`,
    `link set bond${n}x up`,
    `route add 172.26.${n}.0/24 via 172.25.${n}.2 dev bond${n}`,
    `route add 172.27.${n}.0/24 via 172.25.${n}.2 dev bond${n} table 200`,
  ]);
}

/** A macvlan stands in the place of a VLAN, which not every kernel knows. */
const ABOVE: Record<Layout["management"], string[]> = {
  bond0: [],
  br0: ["link add br0 type bridge", "link set bond0 master br0", "link set br0 up"],
  "bond0.20": ["link add link bond0 name bond0.20 address 02:00:00:00:00:20 type macvlan mode bridge"],
};

/** The address SSH comes in by, as its device has it. */
export function ownAddress(layout: Layout): string {
  const { host, bits, whole } = places(layout);
  return `${host}/${layout.way === "on-link gateway" ? whole : bits}`;
}

/** The devices and addresses of the host, for `ip -batch` inside. */
export function hostNetwork(layout: Layout): string[] {
  return [
    "link set lo up",
    ...strangers(layout.others),
    "link add em2 type veth peer name em2x",
    "link add veth2 type veth peer name veth3",
    "link set veth2 up",
    "addr add 172.16.0.1/24 dev em2",
    "link set em2 up",
    "link set em2x up",
    "route add 172.17.0.0/16 via 172.16.0.2 dev em2",
    "route add 172.18.0.0/16 via 172.16.0.2 dev em2 table 200",
    ...furtherBonds(layout.bonds),
    ...ABOVE[layout.management],
    `addr add ${ownAddress(layout)} dev ${layout.management}${nodad(layout)}`,
    "link set bond0 up",
    `link set ${layout.management} up`,
  ];
}

/** The host's ways and what else it knows, for `ip -batch` inside. */
export function hostRoutes(layout: Layout): string[] {
  const { host, whole } = places(layout);
  return [
    ...wayBack(layout).map((route) => `route add ${route}`),
    ...layout.routes.map((route) => `route add ${route}`),
    ...(layout.way === "table" ? [`rule add from ${host}/${whole} lookup 100 priority 900`] : []),
    ...layout.rules.map((rule) => `rule add ${rule}`),
    ...layout.neighbours.map((neighbour) => `neigh add ${neighbour}`),
  ];
}

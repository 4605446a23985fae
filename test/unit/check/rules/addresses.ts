import type { Row } from "./row";

/** What check says of addresses, gateways and routes. */
export const ADDRESSES: Row[] = [
  [
    { addresses: ["10.0.0.2"] },
    "addresses",
    "addresses[0] 10.0.0.2 has no prefix length: without one the scripts guess the network. Write it like 10.0.0.2/24.",
  ],
  [
    { addresses: ["2001:db8::2"] },
    "addresses",
    "addresses[0] 2001:db8::2 has no prefix length: without one the scripts guess the network. Write it like 2001:db8::2/64.",
  ],
  [
    { addresses: ["10.0.0.256/24"] },
    "addresses",
    'addresses[0] is "10.0.0.256/24", not an address. Write it like "192.168.1.10/24" or "2001:db8::10/64".',
  ],
  [
    { addresses: ["10.0.0.0/24"] },
    "addresses",
    "addresses[0] 10.0.0.0/24 is the network's own address. Write the address of the host in its network.",
  ],
  [
    { addresses: ["10.0.0.255/24"] },
    "addresses",
    "addresses[0] 10.0.0.255/24 is the network's broadcast address. Write the address of the host in its network.",
  ],
  [
    { addresses: ["224.0.0.1/24"] },
    "addresses",
    "addresses[0] 224.0.0.1/24 is that of a group, not of a host. Write the address of the host in its network.",
  ],
  [
    { addresses: ["127.0.0.2/8"] },
    "addresses",
    "addresses[0] 127.0.0.2/8 never leaves the host. Write the address of the host in its network.",
  ],
  [
    { addresses: ["10.0.0.1/0"] },
    "addresses",
    "addresses[0] 10.0.0.1/0 has a network of all addresses, so that everything would count as a neighbour. Write the address of the host in its network.",
  ],
  [
    { addresses: ["fe80::1/64"] },
    "addresses",
    "addresses[0] fe80::1/64 is link-local, and the kernel makes those by itself. Write the address of the host in its network.",
  ],
  [
    { addresses: ["10.0.0.2/24", "10.0.0.2/16"] },
    "addresses",
    "addresses names 10.0.0.2 twice: the kernel keeps an address once. Write it once.",
  ],
  [{ addresses: "10.0.0.2/24" }, "addresses", 'addresses is "10.0.0.2/24", not a list. Write ["192.168.1.10/24"].'],
  [
    { dhcp: true },
    "dhcp",
    "dhcp is true and 10.0.0.2/24 is declared: with DHCP the network scripts skip static IPv4 addresses. Leave one of them out.",
  ],
  [{ addresses: [], dhcp: "yes" }, "dhcp", 'dhcp is "yes": it can be on or off and nothing else. Write true or false.'],
  [
    { gateway: "10.0.1.1" },
    "gateway",
    "gateway 10.0.1.1 is outside 10.0.0.0/24: the network scripts would silently set no default route. Write an address of that network.",
  ],
  [
    { addresses: ["10.0.0.2/24", "10.0.1.2/24"], gateway: "10.0.1.1" },
    "gateway",
    "gateway 10.0.1.1 is not in the network of the first address, 10.0.0.2/24, and the network scripts look at no other. Put the address of its network first.",
  ],
  [{ gateway: "10.0.0.2" }, "gateway", "gateway 10.0.0.2 is the bond's own address. Write the router's."],
  [
    { gateway: "10.0.0.255" },
    "gateway",
    "gateway 10.0.0.255 is the network or broadcast address of 10.0.0.2/24, not a router's. Write the router's address.",
  ],
  [
    { addresses: [], gateway: "10.0.0.1" },
    "gateway",
    "gateway 10.0.0.1 cannot be reached: the bond has no IPv4 address. Add one of the gateway's network to addresses.",
  ],
  [
    { addresses: [], dhcp: true, gateway: "10.0.0.1" },
    "gateway",
    "gateway 10.0.0.1 is declared with dhcp: the lease brings its own gateway. Leave one of them out.",
  ],
  [
    { gateway: "2001:db8::1" },
    "gateway",
    'gateway is "2001:db8::1", not an IPv4 address. Write one like "192.168.1.1".',
  ],
  [
    { addresses: ["2001:db8::2/64"], gateway6: "2001:db8:1::1" },
    "gateway6",
    "gateway6 2001:db8:1::1 is outside 2001:db8::/64: the kernel has no way to it. Write an address of that network.",
  ],
  [
    { gateway6: "2001:db8::1" },
    "gateway6",
    "gateway6 2001:db8::1 cannot be reached: the bond has no IPv6 address. Add one to addresses.",
  ],
  [
    { addresses: ["2001:db8::2/64"], gateway6: "fe80::1" },
    "gateway6",
    "gateway6 fe80::1 is link-local: it means nothing without a device, and the network scripts do not name one. Write the router's address in a network of the bond.",
  ],
  [
    { addresses: ["2001:db8::2/64"], gateway6: "2001:db8::2" },
    "gateway6",
    "gateway6 2001:db8::2 is the bond's own address. Write the router's.",
  ],
  [
    { routes: [{ to: "10.9.0.0/16", via: "10.1.0.1" }] },
    "routes",
    "the route to 10.9.0.0/16 has the next hop 10.1.0.1, outside 10.0.0.0/24: the kernel refuses it. Write a neighbour's address, or onLink: true where the next hop is on the link all the same.",
  ],
  [
    { routes: [{ to: "10.9.0.0/16", via: "2001:db8::1" }] },
    "routes",
    "the route to 10.9.0.0/16 has a next hop of another family, 2001:db8::1. Write one of the same family.",
  ],
  [
    { routes: [{ to: "10.9.0.0/16", via: "10.0.0.2" }] },
    "routes",
    "the route to 10.9.0.0/16 leads to the bond's own address 10.0.0.2. Write a neighbour's.",
  ],
  [
    { routes: [{ to: "0.0.0.0/0", via: "10.0.0.1" }] },
    "routes",
    'routes[0].to "0.0.0.0/0" is the default route, which is no route of its own in the main table. Write gateway or gateway6 instead.',
  ],
  [
    { routes: [{ to: "10.9.0.1/16", via: "10.0.0.1" }] },
    "routes",
    "routes[0].to 10.9.0.1/16 has bits set behind the prefix, which the kernel refuses. Write 10.9.0.0/16.",
  ],
  [
    { routes: [{ via: "10.0.0.1" }] },
    "routes",
    'routes[0] has no to. Write { to: "10.20.0.0/16", via: "192.168.1.254" }.',
  ],
  [
    { routes: [{ to: "default", table: 100 }] },
    "routes",
    'routes[0].to "default" may be IPv4 or IPv6. Write "0.0.0.0/0" or "::/0".',
  ],
  [
    { routes: [{ to: "10.9.0.0/16", via: "10.0.0.1", type: "blackhole" }] },
    "routes",
    "routes[0] is of type blackhole, which has no via. Leave it out.",
  ],
  [
    { routes: [{ to: "10.9.0.0/16", type: "throw" }] },
    "routes",
    'routes[0].type is "throw": write "unicast" or "blackhole" or "unreachable" or "prohibit".',
  ],
  [
    { routes: [{ to: "10.9.0.0/16", onLink: true }] },
    "routes",
    "routes[0] is onLink without via: there is no next hop on the link. Add via.",
  ],
  [
    { routes: [{ to: "10.9.0.0/16", via: "10.0.0.1", source: "2001:db8::2" }] },
    "routes",
    "the route to 10.9.0.0/16 has a source of another family, 2001:db8::2. Write one of the same family.",
  ],
  [
    { routes: [{ to: "10.9.0.0/16", via: "10.0.0.1", table: 0 }] },
    "routes",
    "routes[0].table is 0: the kernel keeps it in 32 bits, and 0 stands for none. Write a whole number from 1 to 4294967295.",
  ],
  [
    {
      routes: [
        { to: "10.9.0.0/16", via: "10.0.0.1", table: 100 },
        { to: "10.9.0.0/16", via: "10.0.0.3", table: 100 },
      ],
    },
    "routes",
    "routes has 10.9.0.0/16 twice in table 100 with one metric: the kernel keeps one. Give them different metrics, or keep one.",
  ],
  [
    { routes: [{ to: "10.9.0.0/16", via: "10.0.0.1", table: 255 }] },
    "routes",
    "routes[0].table is 255, which is the kernel's own. Write another table.",
  ],
  [
    { routes: [{ to: "10.9.0.0/16", via: "10.0.0.1", mtu: 65535 }] },
    "routes",
    "routes[0].mtu is 65535: an IPv4 link carries at least 68 bytes, and the kernel makes 65520 of what is more. Write a whole number from 68 to 65520.",
  ],
  [
    { extraKeys: { members: { em1: { VLAN: "1" } } } },
    "",
    'extraKeys.members.em1: VLAN is not "yes": the scripts take nothing else for it. Write { VLAN: "yes", PHYSDEV: "em1", VID: "5" }.',
  ],
  [
    { extraKeys: { members: { em1: { VLAN: "yes" } } } },
    "",
    'extraKeys.members.em1: a VLAN of that name needs PHYSDEV and VID beside VLAN. Write { VLAN: "yes", PHYSDEV: "em1", VID: "5" }.',
  ],
  [{ rules: [{ from: "10.0.0.2" }] }, "rules", 'rules[0] has no table. Write { from: "192.168.1.10", table: 100 }.'],
  [
    { rules: [{ from: "10.0.0.2/24", table: 100 }] },
    "rules",
    "rules[0].from 10.0.0.2/24 has bits set behind the prefix, which the kernel refuses. Write 10.0.0.0/24.",
  ],
  [
    { rules: [{ from: "0.0.0.0/0", table: 100 }] },
    "rules",
    'rules[0].from "0.0.0.0/0" is every address. Leave it out.',
  ],
  [
    { rules: [{ from: "10.0.0.2", to: "2001:db8::/64", table: 100 }] },
    "rules",
    "a rule from 10.0.0.2 has a target of another family, 2001:db8::/64. Write two of one family.",
  ],
  [
    {
      rules: [
        { from: "10.0.0.2/32", table: 100, priority: 7 },
        { from: "10.0.0.2", table: 100 },
      ],
    },
    "rules",
    'rules has "from 10.0.0.2 lookup 100" twice: the second is never asked. Write it once.',
  ],
  [
    { rules: [{ iif: "bond 0", table: 100 }] },
    "rules",
    'rules[0].iif "bond 0" contains " ", which the kernel does not take in a device name. Write the name of a device, like "bond0".',
  ],
  [
    {
      routes: [
        { to: "10.9.0.0/16", via: "10.0.0.1" },
        { to: "10.9.0.0/16", via: "10.0.0.3" },
      ],
    },
    "routes",
    "routes has 10.9.0.0/16 twice with one metric: the kernel keeps one. Give them different metrics, or keep one.",
  ],
  [
    { routes: [{ to: "10.9.0.0/16", via: "10.0.0.1", metric: 0 }] },
    "routes",
    "routes[0].metric is 0: the kernel keeps it in 32 bits, and 0 stands for none. Write a whole number from 1 to 4294967295.",
  ],
  [
    { routes: [{ to: "2001:db8:9::/48", via: "2001:db8::1" }] },
    "routes",
    "the route to 2001:db8:9::/48 has the next hop 2001:db8::1, in no network of the bond, which has no address of that family: the kernel refuses it. Write a neighbour's address, or onLink: true where the next hop is on the link all the same.",
  ],
  [
    { routes: [{ to: "10.9.0.0/16", via: "10.0.0.1", vai: "10.0.0.1" }] },
    "routes",
    'routes[0] has no "vai". It has to, via, metric, table, source, type, mtu, onLink.',
  ],
  [
    { addresses: ["2001:db8::2/64"], routes: [{ to: "2001:db8:9::/48", via: "fe80::1" }] },
    "routes",
    "the route to 2001:db8:9::/48 has the next hop fe80::1, which is link-local: it means nothing without a device, and the network scripts do not name one. Write a neighbour's address.",
  ],
];

import type { Row } from "./row";

/** What check says of the resolver, the link and how a change is applied. */
export const APPLY: Row[] = [
  [
    { dns: ["10.0.0.1", "10.0.0.3", "10.0.0.4", "10.0.0.5"] },
    "dns",
    "dns has 4 servers: the resolver asks three. Keep the three best.",
  ],
  [{ dns: ["ns1"] }, "dns", 'dns[0] is "ns1", not an IP address. Write one like "192.168.1.1".'],
  [{ dns: ["10.0.0.1", "10.0.0.1"] }, "dns", "dns names a server twice. Write it once."],
  [
    { searchDomains: ["a b"] },
    "searchDomains",
    'searchDomains[0] is "a b", not a domain: the resolver takes single words. Write one like "example.net".',
  ],
  [
    { searchDomains: ["a", "b", "c", "d", "e", "f", "g"] },
    "searchDomains",
    "searchDomains is too long: the resolver takes 6 domains and 256 characters in all. Leave some out.",
  ],
  [{ searchDomains: ["a", "A"] }, "searchDomains", "searchDomains names a domain twice. Write it once."],
  [
    { mtu: 67 },
    "mtu",
    "mtu is 67: the kernel's devices take an MTU from 68 to 65535 bytes. Write a whole number from 68 to 65535.",
  ],
  [
    { mtu: 65536 },
    "mtu",
    "mtu is 65536: the kernel's devices take an MTU from 68 to 65535 bytes. Write a whole number from 68 to 65535.",
  ],
  [
    { addresses: ["2001:db8::2/64"], mtu: 1000 },
    "mtu",
    "mtu is 1000 and 2001:db8::2/64 is declared: below 1280 the kernel takes all IPv6 addresses off a device. Write 1280 or more.",
  ],
  [
    { macAddress: "52:54" },
    "macAddress",
    'macAddress is "52:54", not a MAC address. Write it like "52:54:00:12:34:56".',
  ],
  [
    { macAddress: "01:00:5e:00:00:01" },
    "macAddress",
    "macAddress 01:00:5e:00:00:01 is a multicast address, which the kernel refuses for a device. Make the second digit even.",
  ],
  [
    { macAddress: "00:00:00:00:00:00" },
    "macAddress",
    "macAddress 00:00:00:00:00:00 is no address: the kernel refuses it. Leave it out for the first member's.",
  ],
  [
    { apply: { rollbackAfter: 5 } },
    "apply",
    "apply.rollbackAfter is 5: less is over before a change can be confirmed, more leaves a host cut off for too long. Write a whole number from 10 to 3600.",
  ],
  [{ apply: { activation: "reboot" } }, "apply", 'apply.activation is "reboot": write "least" or "restart".'],
  [
    { apply: { rollback: 30 } },
    "apply",
    'apply has no "rollback". It has rollbackAfter, activation, reconnect, allowManagementMove, requirePartner, probes.',
  ],
  [{ apply: 120 }, "apply", "apply is 120. Write { rollbackAfter: 300 }."],
  [
    { apply: { reconnect: { port: 0 } } },
    "apply",
    "apply.reconnect.port is 0: a TCP port has 16 bits. Write a whole number from 1 to 65535.",
  ],
  [
    { apply: { reconnect: { host: "a b" } } },
    "apply",
    'apply.reconnect.host is "a b", not a host. Write a host name or an IP address.',
  ],
  [
    { apply: { probes: [{}] } },
    "apply",
    'apply.probes[0] asks for nothing. Write { ping: "10.0.0.1" } or { tcp: "10.0.0.5:443" }.',
  ],
  [
    { apply: { probes: [{ ping: "10.0.0.1", tcp: "10.0.0.1:1" }] } },
    "apply",
    'apply.probes[0] asks for two things at once. Write { ping: "10.0.0.1" } or { tcp: "10.0.0.5:443" }.',
  ],
  [
    { apply: { probes: [{ tcp: "10.0.0.1" }] } },
    "apply",
    'apply.probes[0].tcp is "10.0.0.1", not a host and a port. Write it like "10.0.0.5:443" or "[2001:db8::5]:443".',
  ],
];

import type { Row } from "./row";

/** What check says of the name and the value of a single option. */
export const OPTIONS: Row[] = [
  [
    { options: { miimon: -1 } },
    "options",
    "miimon is -1: the kernel takes 0 to 2147483647 ms. Write a whole number from 0 to 2147483647.",
  ],
  [
    { options: { miimon: "100" } },
    "options",
    'miimon is "100", not a number: the kernel takes 0 to 2147483647 ms. Write one without quotes, from 0 to 2147483647.',
  ],
  [
    { options: { numGratArp: 256 } },
    "options",
    "numGratArp is 256: the kernel takes 0 to 255. Write a whole number from 0 to 255.",
  ],
  [
    { options: { primaryReselect: "bettr" } },
    "options",
    'primaryReselect is "bettr", which the kernel does not know. Did you mean "better"?',
  ],
  [
    { options: { failOverMac: "sometimes" } },
    "options",
    'failOverMac is "sometimes", which the kernel does not know. Write one of none, active, follow.',
  ],
  [
    { options: { allSlavesActive: "yes" } },
    "options",
    'allSlavesActive is "yes": it can be on or off and nothing else. Write true or false.',
  ],
  [
    { options: { arpInterval: 100, arpIpTarget: "10.0.0.1" } },
    "options",
    'arpIpTarget is "10.0.0.1", not a list. Write ["192.168.1.1"].',
  ],
  [
    { options: { arpInterval: 100, arpIpTarget: ["gateway"] } },
    "options",
    'arpIpTarget[0] is "gateway", not an IPv4 address. Write one that answers at all times, e.g. the gateway\'s.',
  ],
  [
    { options: { arpInterval: 100, arpIpTarget: ["0.0.0.0"] } },
    "options",
    "arpIpTarget[0] 0.0.0.0 is not the address of one host, so that nobody answers for it. Write one that answers at all times.",
  ],
  [
    { options: { arpInterval: 100, arpIpTarget: ["255.255.255.255"] } },
    "options",
    "arpIpTarget[0] 255.255.255.255 is not the address of one host, so that nobody answers for it. Write one that answers at all times.",
  ],
  [
    { options: { arpInterval: 100, arpIpTarget: ["224.0.0.1"] } },
    "options",
    "arpIpTarget[0] 224.0.0.1 is not the address of one host, so that nobody answers for it. Write one that answers at all times.",
  ],
  [
    { options: { arpInterval: 100, arpIpTarget: ["10.0.0.1", "10.0.0.1"] } },
    "options",
    "arpIpTarget names 10.0.0.1 twice, which the kernel refuses. Write it once.",
  ],
  [
    {
      options: {
        arpInterval: 100,
        arpIpTarget: [
          "10.0.1.1",
          "10.0.1.2",
          "10.0.1.3",
          "10.0.1.4",
          "10.0.1.5",
          "10.0.1.6",
          "10.0.1.7",
          "10.0.1.8",
          "10.0.1.9",
          "10.0.1.10",
          "10.0.1.11",
          "10.0.1.12",
          "10.0.1.13",
          "10.0.1.14",
          "10.0.1.15",
          "10.0.1.16",
          "10.0.1.17",
        ],
      },
    },
    "options",
    "arpIpTarget has 17 addresses: the kernel has room for 16. Leave some out.",
  ],
  [
    { options: { arpInterval: 100, arpIpTarget: ["10.0.0.2"] } },
    "options",
    "arpIpTarget 10.0.0.2 is an address of the bond itself, which never answers its own ARP requests. Write another host's, e.g. the gateway's.",
  ],
  [
    { options: { turbo: 1 } },
    "options",
    '"turbo" is not an option of a bond. The options are those of the kernel in camelCase, as the README lists them.',
  ],
  [{ options: { arp_interval: 1 } }, "options", '"arp_interval" is not an option of a bond. Did you mean arpInterval?'],
  [
    { options: { maxBonds: 1 } },
    "options",
    "maxBonds is not an option: the module would make that many bonds that nobody declared: leave it out.",
  ],
  [
    { options: { txQueues: 8 } },
    "options",
    "txQueues is not an option: it is a parameter of the module, for all bonds at once: set it in /etc/modprobe.d.",
  ],
  [
    { options: { activeSlave: "em1" } },
    "options",
    "activeSlave is not an option: which member is active is state, which the kernel changes at every failover: write `primary` for the member that is to be preferred.",
  ],
  [
    { options: { mode: 1 } },
    "options",
    "mode is not an option: the mode is a property of its own: write `mode` beside `options`.",
  ],
  [
    { options: { slaves: [] } },
    "options",
    "slaves is not an option: the members are a property of their own: write `members` beside `options`.",
  ],
  [
    { mode: "802.3ad", options: { coupledControl: false } },
    "options",
    "coupledControl cannot be kept: the kernel takes it through netlink only and network-scripts write to sysfs, so it would be gone at the next boot. Leave it out.",
  ],
  [
    { options: { queueId: { em1: 1 } } },
    "options",
    "queueId cannot be kept: network-scripts write the options before the members join, and the kernel sets it to 0 when a member joins. Leave it out.",
  ],
  [
    { options: { queueId: { em1: 1, em2: 1 } } },
    "options",
    "queueId cannot be kept: network-scripts write the options before the members join, and the kernel sets it to 0 when a member joins. Leave it out.",
  ],
  [
    { options: { numGratArp: 1, numUnsolNa: 2 } },
    "options",
    "numUnsolNa and numGratArp are two names of one value in the kernel. Write numGratArp alone.",
  ],
  [{ options: "miimon=100" }, "options", 'options is "miimon=100". Write { miimon: 100 }.'],
  [
    { mode: "802.3ad", options: { adActorSystem: "01:00:5e:00:00:01" } },
    "options",
    "adActorSystem 01:00:5e:00:00:01 is a multicast address, which the kernel refuses here. Make the second digit even.",
  ],
  [
    { mode: "802.3ad", options: { adActorSystem: "zero" } },
    "options",
    'adActorSystem is "zero", not a MAC address. Write it like "52:54:00:12:34:56".',
  ],
];

import type { Row } from "./row";

/** What check says of modes, devices and members. */
export const NAMES: Row[] = [
  [
    { mode: undefined },
    "mode",
    'mode is missing: the kernel would take balance-rr, which needs a switch that is set up for it. Write "active-backup" or another mode.',
  ],
  [
    { mode: "bonding" },
    "mode",
    'mode is "bonding", which the kernel does not know. Write one of balance-rr, active-backup, balance-xor, broadcast, 802.3ad, balance-tlb, balance-alb, or its number from 0 to 6.',
  ],
  [
    { mode: "active_bakup" },
    "mode",
    'mode is "active_bakup", which the kernel does not know. Did you mean "active-backup"?',
  ],
  [
    { mode: 7 },
    "mode",
    "mode is 7, which the kernel does not know. Write one of balance-rr, active-backup, balance-xor, broadcast, 802.3ad, balance-tlb, balance-alb, or its number from 0 to 6.",
  ],
  [{ device: undefined }, "device", 'device is missing: the bond needs a name. Write "bond0".'],
  [
    { device: "bond0123456789ab" },
    "device",
    'device "bond0123456789ab" has 16 bytes: the kernel takes at most 15. Write a name like "bond0".',
  ],
  [
    { device: "bond/0" },
    "device",
    'device "bond/0" contains "/", which the kernel does not take in a device name. Write a name like "bond0".',
  ],
  [
    { device: "bond 0" },
    "device",
    'device "bond 0" contains " ", which the kernel does not take in a device name. Write a name like "bond0".',
  ],
  [
    { device: "bond:0" },
    "device",
    'device "bond:0" contains ":", which the kernel does not take in a device name. Write a name like "bond0".',
  ],
  [
    { device: "bond%d" },
    "device",
    'device "bond%d" contains "%", which the kernel does not take in a device name. Write a name like "bond0".',
  ],
  [
    { device: "." },
    "device",
    'device "." is a directory: the kernel makes one of every device\'s name. Write a name like "bond0".',
  ],
  [
    { device: ".." },
    "device",
    'device ".." is a directory: the kernel makes one of every device\'s name. Write a name like "bond0".',
  ],
  [{ device: "" }, "device", 'device "" is empty: every device of the kernel has a name. Write a name like "bond0".'],
  [
    { device: "all" },
    "device",
    'device "all" cannot be used: /proc/sys/net has a directory of that name for all devices at once. Write a name like "bond0".',
  ],
  [
    { device: "default" },
    "device",
    'device "default" cannot be used: /proc/sys/net has a directory of that name for devices to come. Write a name like "bond0".',
  ],
  [
    { device: "bonding_masters" },
    "device",
    'device "bonding_masters" cannot be used: /sys/class/net has a file of that name. Write a name like "bond0".',
  ],
  [{ device: "lo" }, "device", 'device "lo" cannot be used: it is the loopback device. Write a name like "bond0".'],
  [
    { device: "post0" },
    "device",
    'device "post0" makes ifup run ifup-post instead of ifup-eth, which reports success and creates nothing. Write a name like "bond0".',
  ],
  [
    { device: "bond0.5" },
    "device",
    'device "bond0.5" contains a dot, which network-scripts take for a VLAN. Write a name like "bond0".',
  ],
  [
    { device: "bond-range" },
    "device",
    'device "bond-range" has an ending that makes the network scripts skip its file at boot. Write a name like "bond0".',
  ],
  [
    { device: "bünd0" },
    "device",
    'device "bünd0" contains characters that the network scripts do not carry safely: they put it into file names and patterns. Write a name like "bond0".',
  ],
  [{ device: 5 }, "device", 'device is 5, not a name. Write a name like "bond0".'],
  [
    { members: undefined },
    "members",
    'members is missing: a bond without members never has a carrier. Write ["em1", "em2"].',
  ],
  [{ members: [] }, "members", 'members is empty: a bond without members never has a carrier. Write ["em1", "em2"].'],
  [{ members: ["em1", "em1"] }, "members", "members names em1 twice: a NIC joins a bond once. Write it once."],
  [{ members: "em1" }, "members", 'members is "em1", not a list. Write ["em1", "em2"].'],
  [
    { members: ["bond0", "em1"] },
    "members",
    "members names bond0, the bond itself, which cannot be its own member. Write the names of NICs.",
  ],
  [
    { members: ["em1.bak"] },
    "members",
    'members[0] "em1.bak" has an ending that makes the network scripts skip its file at boot. Write the name of a NIC as `ip link` shows it.',
  ],
  [
    { members: ["em1", "em1.5"] },
    "members",
    "members names em1 and em1.5: the network scripts take the one for the other and attach only one. Use one of them.",
  ],
  [{ members: [1] }, "members", "members[0] is 1, not a name. Write the name of a NIC as `ip link` shows it."],
];

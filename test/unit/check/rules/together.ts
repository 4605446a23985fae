import type { Row } from "./row";

const ARP = { arpInterval: 100, arpIpTarget: ["10.0.0.1"] };

/** What check says of options that do not go together: with the mode, with each other, with the members and addresses. */
export const TOGETHER: Row[] = [
  [
    { options: { lacpRate: "fast" } },
    "options",
    "lacpRate has no effect in mode active-backup: the kernel refuses or ignores it there. Leave it out, or use mode 802.3ad.",
  ],
  [
    { options: { packetsPerSlave: 2 } },
    "options",
    "packetsPerSlave has no effect in mode active-backup: the kernel refuses or ignores it there. Leave it out, or use mode balance-rr.",
  ],
  [
    { options: { miimon: 100, arpInterval: 100, arpIpTarget: ["10.0.0.1"] } },
    "options",
    "miimon and arpInterval exclude each other: the kernel silently sets one to 0 when the other is written. Keep one of them.",
  ],
  [
    { options: { arpInterval: 100 } },
    "options",
    "arpInterval is 100 without arpIpTarget: the kernel refuses it or does nothing with it. Add arpIpTarget, or leave arpInterval out.",
  ],
  [
    { options: { arpIpTarget: ["10.0.0.1"] } },
    "options",
    'arpIpTarget is ["10.0.0.1"] without arpInterval: the kernel refuses it or does nothing with it. Add arpInterval, or leave arpIpTarget out.',
  ],
  [
    { options: { arpInterval: 100, arpIpTarget: ["10.0.0.1"], updelay: 100 } },
    "options",
    "updelay is 100 without miimon: the kernel refuses it or does nothing with it. Add miimon, or leave updelay out.",
  ],
  [
    { options: { downdelay: 250 } },
    "options",
    "downdelay is 250, not a multiple of miimon (100): the kernel would silently make it 200. Write 200 or 300.",
  ],
  [
    { options: { miimon: 0 } },
    "options",
    "miimon is 0 and there is no arpInterval: the kernel would not notice a dead link. Write miimon: 100, or arpInterval and arpIpTarget.",
  ],
  [
    { options: { arpValidate: "all" } },
    "options",
    'arpValidate is "all" without arpInterval: the kernel refuses it or does nothing with it. Add arpInterval, or leave arpValidate out.',
  ],
  [
    { options: { arpInterval: 100, arpIpTarget: ["10.0.0.1"], arpValidate: "none", arpAllTargets: "all" } },
    "options",
    'arpAllTargets is "all" without arpValidate: the kernel refuses it or does nothing with it. Add arpValidate, or leave arpAllTargets out.',
  ],
  [
    { options: { primary: "em9" } },
    "options",
    'primary is "em9", which is not a member: the kernel would wait for it for ever. Write one of em1, em2.',
  ],
  [
    { mode: "802.3ad", options: { minLinks: 3 } },
    "options",
    "minLinks is 3 and there are 2 members: the bond would never have a carrier. Write 2 or less.",
  ],
  [
    { options: { failOverMac: "active" }, macAddress: "52:54:00:00:00:01" },
    "options",
    'failOverMac is "active" and macAddress 52:54:00:00:00:01 is declared: the bond would take its members\' addresses instead. Leave one of them out.',
  ],
  [
    { mode: "balance-tlb", options: { arpValidate: "none" } },
    "options",
    "arpValidate has no effect in mode balance-tlb: the kernel refuses or ignores it there. Leave it out, or use mode balance-rr, active-backup, balance-xor or broadcast.",
  ],
  [
    { mode: "balance-rr", options: { primary: "em1" } },
    "options",
    "primary has no effect in mode balance-rr: the kernel refuses or ignores it there. Leave it out, or use mode active-backup, balance-tlb or balance-alb.",
  ],
  [
    { options: { ...ARP, updelay: 0 } },
    "options",
    "updelay is 0 without miimon: the kernel refuses it or does nothing with it. Add miimon, or leave updelay out.",
  ],
  [
    { options: { ...ARP, miimon: 0, peerNotifDelay: 100 } },
    "options",
    "peerNotifDelay is 100 without miimon: the kernel refuses it or does nothing with it. Add miimon, or leave peerNotifDelay out.",
  ],
  [
    { options: { ...ARP, useCarrier: false } },
    "options",
    "useCarrier is false without miimon: the kernel refuses it or does nothing with it. Add miimon, or leave useCarrier out.",
  ],
  [
    { options: { miimon: 50, updelay: 120 } },
    "options",
    "updelay is 120, not a multiple of miimon (50): the kernel would silently make it 100. Write 100 or 150.",
  ],
  [
    { options: { peerNotifDelay: 299999 } },
    "options",
    "peerNotifDelay is 299999, not a multiple of miimon (100): the kernel would silently make it 299900. Write 299900 or 300000.",
  ],
  [
    { options: { updelay: 2147483647 } },
    "options",
    "updelay is 2147483647, not a multiple of miimon (100): the kernel would silently make it 2147483600. Write 2147483600.",
  ],
  [
    { options: { arpMissedMax: 5 } },
    "options",
    "arpMissedMax is 5 without arpInterval: the kernel refuses it or does nothing with it. Add arpInterval, or leave arpMissedMax out.",
  ],
  [
    { options: { arpInterval: 100, arpIpTarget: ["1.1.1.111", "1.111.1.111", "111.1.111.1"] } },
    "options",
    "arpIpTarget cannot be set by the network scripts in any order: their grep takes one of 1.1.1.111, 1.111.1.111, 111.1.111.1 for a part of the others. Replace one of them.",
  ],
];

type Bag = Record<string, unknown>;

/** A change of a running bond: what the program says before and after, and the shortest way to type it by hand. */
export interface Change {
  name: string;
  from: Bag;
  to: Bag;
  /** In one shell on the machine; files are not touched, so this is the least that anybody can do. */
  hand: string;
}

const BACKUP = { mode: "active-backup", members: ["em2", "em3"], options: { miimon: 100, primary: "em2" } };
const THREE = { ...BACKUP, members: ["em2", "em3", "em4"] };
const TLB = { mode: "balance-tlb", members: ["em2", "em3"], options: { miimon: 100 } };
const option = (name: string, value: string) => `echo ${value} >/sys/class/net/bond0/bonding/${name}`;

/** All members out, the bond down, `inside`, and everything in again. */
const rebuilt = (inside: string) =>
  [
    "ip link set bond0 down",
    ...["-em2", "-em3"].map((member) => option("slaves", member)),
    inside,
    ...["+em2", "+em3"].map((member) => option("slaves", member)),
    "ip link set bond0 up",
  ].join("; ");

/** One change of every class of disruption; of those that promise it, one of each kind. */
export const CHANGES: readonly Change[] = [
  {
    name: "an option, live",
    from: BACKUP,
    to: { ...BACKUP, options: { ...BACKUP.options, miimon: 200, resendIgmp: 3 } },
    hand: [option("miimon", "200"), option("resend_igmp", "3")].join("; "),
  },
  {
    name: "another address",
    from: BACKUP,
    to: { ...BACKUP, addresses: ["10.50.0.2/24", "10.51.0.2/24"] },
    hand: "ip address add 10.51.0.2/24 broadcast + dev bond0",
  },
  { name: "MTU", from: BACKUP, to: { ...BACKUP, mtu: 1400 }, hand: "ip link set bond0 mtu 1400" },
  { name: "a backup member joins", from: BACKUP, to: THREE, hand: `ip link set em4 down; ${option("slaves", "+em4")}` },
  { name: "a backup member leaves", from: THREE, to: BACKUP, hand: option("slaves", "-em4") },
  {
    name: "an option, bond down",
    from: TLB,
    to: { ...TLB, options: { ...TLB.options, tlbDynamicLb: false } },
    hand: `ip link set bond0 down; ${option("tlb_dynamic_lb", "0")}; ip link set bond0 up`,
  },
  {
    name: "the mode",
    from: BACKUP,
    to: { ...BACKUP, mode: "balance-xor", options: { miimon: 100 } },
    hand: rebuilt(option("mode", "balance-xor")),
  },
  {
    name: "failOverMac",
    from: BACKUP,
    to: { ...BACKUP, options: { ...BACKUP.options, failOverMac: "active" } },
    hand: rebuilt(option("fail_over_mac", "active")),
  },
];

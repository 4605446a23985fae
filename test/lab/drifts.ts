/** A change by hand and the sentences that a refresh must say about it. */
interface HandDrift {
  name: string;
  hand: string;
  files?: string[];
  kernel?: string[];
}

/** A bond, and changes to it that do not get in each other's way: they are made, named and repaired together. */
interface Round {
  program: Record<string, unknown>;
  drifts: HandDrift[];
}

const B = "/sys/class/net/bond0/bonding";
const write = (option: string, value: string) => `echo ${value} > ${B}/${option}`;

/** An option of the running bond set by hand. */
function option(
  name: string,
  command: string,
  found: string | number | boolean,
  declared: string | number | boolean,
): HandDrift {
  return {
    name: `${name} set by hand`,
    hand: command,
    kernel: [`kernel: bond0: ${name} is ${found}, declared ${declared}`],
  };
}

const bond = (more: Record<string, unknown>) => ({
  device: "bond0",
  members: ["em2", "em3"],
  addresses: ["10.50.0.5/24"],
  apply: { requirePartner: false },
  ...more,
});

/** A bond with something of everything. */
const BACKUP = bond({
  mode: "active-backup",
  options: { miimon: 100, updelay: 200, primary: "em2" },
  gateway: "10.50.0.1",
  routes: [{ to: "10.60.0.0/16", via: "10.50.0.1" }],
  dns: ["10.50.0.53"],
  mtu: 1400,
  macAddress: "02:00:00:00:50:05",
});

const LIVE: Round = {
  program: BACKUP,
  drifts: [
    option("updelay", write("updelay", "400"), 400, 200),
    option("primary", write("primary", "em3"), "em3", "em2"),
    option("primaryReselect", write("primary_reselect", "failure"), "failure", "always"),
    option("numGratArp", write("num_grat_arp", "5"), 5, 1),
    option("resendIgmp", write("resend_igmp", "9"), 9, 1),
    option("allSlavesActive", write("all_slaves_active", "1"), true, false),
    {
      name: "an address added",
      hand: "ip address add 10.50.0.6/24 dev bond0",
      kernel: ["kernel: bond0: addresses are 10.50.0.5/24, 10.50.0.6/24, declared 10.50.0.5/24"],
    },
    {
      name: "a route deleted",
      hand: "ip route delete 10.60.0.0/16 dev bond0",
      kernel: ["kernel: bond0: routes are none, declared 10.60.0.0/16 via 10.50.0.1"],
    },
    {
      name: "another router",
      hand: "ip route replace default via 10.50.0.9 dev bond0",
      kernel: ["kernel: bond0: gateway is 10.50.0.9, declared 10.50.0.1"],
    },
    {
      name: "MTU set by hand",
      hand: "ip link set bond0 mtu 1300",
      kernel: ["kernel: bond0: mtu is 1300, declared 1400"],
    },
    {
      name: "MAC set by hand",
      hand: "ip link set bond0 address 02:00:00:00:50:06",
      kernel: ["kernel: bond0: macAddress is 02:00:00:00:50:06, declared 02:00:00:00:50:05"],
    },
    { name: "a member set down", hand: "ip link set em2 down", kernel: ["kernel: em2: state is down, declared up"] },
    {
      name: "a member added",
      hand: "ip link set em4 down; ip link set em4 master bond0",
      kernel: ["kernel: bond0: members are em2, em3, em4, declared em2, em3"],
    },
  ],
};

const TAKEN_OUT: Round = {
  program: bond({ mode: "active-backup", options: { miimon: 100 } }),
  drifts: [
    {
      name: "a member taken out",
      hand: write("slaves", "-em3"),
      kernel: ["kernel: bond0: members are em2, declared em2, em3"],
    },
  ],
};

/** In the order in which they are played; where a round's program is another, the bond is changed to it first. */
export const ROUNDS: Round[] = [LIVE, TAKEN_OUT];

import { bond, option, type Round, write } from "../round";

/** A bond with something of everything. */
export const BACKUP = bond({
  mode: "active-backup",
  options: { miimon: 100, updelay: 200, primary: "em2" },
  removeUndeclaredAddresses: true,
  gateway: "10.50.0.1",
  routes: [{ to: "10.60.0.0/16", via: "10.50.0.1" }],
  dns: ["10.50.0.53"],
  searchDomains: ["example.net"],
  mtu: 1400,
  macAddress: "02:00:00:00:50:05",
  extraKeys: { bond: { ZONE: "public" } },
});

/** What the kernel takes while traffic flows: nothing of it may cost a packet. */
export const LIVE: Round = {
  program: BACKUP,
  repair: "live",
  drifts: [
    option("updelay", write("updelay", "400"), 400, 200),
    option("downdelay", write("downdelay", "300"), 300, 0),
    option("useCarrier", write("use_carrier", "0"), false, true),
    option("primaryReselect", write("primary_reselect", "failure"), "failure", "always"),
    option("numGratArp", write("num_grat_arp", "5"), 5, 1),
    option("peerNotifDelay", write("peer_notif_delay", "500"), 500, 0),
    option("resendIgmp", write("resend_igmp", "9"), 9, 1),
    option("allSlavesActive", write("all_slaves_active", "1"), true, false),
    {
      name: "an address added",
      hand: "ip address add 10.50.0.6/24 dev bond0",
      kernel: [
        "kernel: bond0: addresses are 10.50.0.5/24, 10.51.0.5/24, 10.50.0.6/24, declared 10.50.0.5/24, 10.51.0.5/24",
      ],
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
    { name: "a member set down", hand: "ip link set em3 down", kernel: ["kernel: em3: state is down, declared up"] },
  ],
};

/** Members that come and go beside one that carries the traffic. */
export const MEMBERS: Round = {
  program: BACKUP,
  repair: "member",
  drifts: [
    {
      name: "a member added, another taken out",
      hand: `ip link set em4 down; ip link set em4 master bond0; ${write("slaves", "-em3")}`,
      kernel: ["kernel: bond0: members are em2, em4, declared em2, em3"],
    },
  ],
};

/** What takes the traffic to another member or another MAC address. */
export const MOVED: Round = {
  program: BACKUP,
  repair: "bond-down",
  drifts: [
    option("primary", write("primary", "em3"), "em3", "em2"),
    {
      name: "MAC set by hand",
      hand: "ip link set bond0 address 02:00:00:00:50:06",
      kernel: ["kernel: bond0: macAddress is 02:00:00:00:50:06, declared 02:00:00:00:50:05"],
    },
    {
      name: "the address replaced",
      hand: "ip address delete 10.50.0.5/24 dev bond0; ip address add 10.50.0.7/24 dev bond0",
      kernel: ["kernel: bond0: addresses are 10.51.0.5/24, 10.50.0.7/24, declared 10.50.0.5/24, 10.51.0.5/24"],
    },
  ],
};

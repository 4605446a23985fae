import { BACKUP, option, type Round, write } from "./row";

export const LIVE: Round = {
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

import { bond, option, type Round, write } from "../round";

/** Sets options that the kernel takes only while the bond is down. */
const whileDown = (...commands: string[]) => `ip link set bond0 down; ${commands.join("; ")}; ip link set bond0 up`;

const LACP = bond({ mode: "802.3ad", options: { miimon: 100, lacpRate: "fast" } });

/** The switch's side of the aggregation of em2 and em3. */
export const PARTNER = {
  before: `ip link add trunk address 52:54:00:00:01:11 type bond mode 802.3ad miimon 100 lacp_rate fast
for port in port2 port3; do ip link set $port down; ip link set $port nomaster; ip link set $port master trunk; done
ip link set trunk master sw0 up`,
  after: "ip link delete trunk; for port in port2 port3; do ip link set $port master sw0 up; done",
};

export const LACP_LIVE: Round = {
  program: LACP,
  repair: "live",
  switch: PARTNER,
  drifts: [
    option("xmitHashPolicy", write("xmit_hash_policy", "layer3+4"), "layer3+4", "layer2"),
    option("minLinks", write("min_links", "2"), 2, 0),
  ],
};

/** Who the bond is to its partner: the kernel takes it at any time, but the partner's ports are selected anew. */
export const LACP_IDENTITY: Round = {
  program: LACP,
  repair: "bond-down",
  switch: PARTNER,
  drifts: [
    option("adActorSysPrio", write("ad_actor_sys_prio", "1000"), 1000, 65535),
    option("adActorSystem", write("ad_actor_system", "02:00:00:00:00:01"), "02:00:00:00:00:01", "00:00:00:00:00:00"),
  ],
};

export const LACP_DOWN: Round = {
  program: LACP,
  repair: "bond-down",
  switch: PARTNER,
  drifts: [
    option("lacpRate", whileDown(write("lacp_rate", "slow")), "slow", "fast"),
    option("adSelect", whileDown(write("ad_select", "count")), "count", "stable"),
    option("adUserPortKey", whileDown(write("ad_user_port_key", "7")), 7, 0),
    option("lacpActive", whileDown(write("lacp_active", "off")), "off", "on"),
  ],
};

export const ARP: Round = {
  program: bond({
    mode: "active-backup",
    options: { arpInterval: 1000, arpIpTarget: ["10.50.0.1"], arpValidate: "all" },
  }),
  repair: "live",
  drifts: [
    option("arpInterval", write("arp_interval", "2000"), 2000, 1000),
    {
      name: "arpIpTarget added by hand",
      hand: `${write("arp_ip_target", "+10.51.0.1")}; sleep 3`, // until it has answered
      kernel: ["kernel: bond0: arpIpTarget are 10.50.0.1, 10.51.0.1, declared 10.50.0.1"],
    },
    option("arpValidate", write("arp_validate", "active"), "active", "all"),
    option("arpAllTargets", write("arp_all_targets", "all"), "all", "any"),
    option("arpMissedMax", write("arp_missed_max", "5"), 5, 2),
  ],
};

export const EMPTY: Round = {
  program: ARP.program,
  repair: "members-released",
  drifts: [
    option(
      "failOverMac",
      `for nic in em2 em3; do ${write("slaves", "-$nic")}; done; ${write("fail_over_mac", "active")}
for nic in em2 em3; do ip link set $nic down; ${write("slaves", "+$nic")}; done`,
      "active",
      "none",
    ),
  ],
};

export const ROUND_ROBIN: Round = {
  program: bond({ mode: "balance-rr", options: { miimon: 100 } }),
  repair: "live",
  drifts: [
    option("packetsPerSlave", write("packets_per_slave", "8"), 8, 1),
    option("miimon", write("miimon", "50"), 50, 100),
  ],
};

export const MODE: Round = {
  program: ROUND_ROBIN.program,
  repair: "members-released",
  drifts: [
    {
      name: "mode changed in the kernel",
      hand: `for nic in em2 em3; do ${write("slaves", "-$nic")}; done
ip link set bond0 down; ${write("mode", "broadcast")}
for nic in em2 em3; do ip link set $nic down; ${write("slaves", "+$nic")}; done; ip link set bond0 up`,
      kernel: ["kernel: bond0: mode is broadcast, declared balance-rr"],
    },
  ],
};

const TLB = bond({
  mode: "balance-tlb",
  options: { miimon: 100 },
  addresses: ["10.50.0.5/24", "10.51.0.5/24", "2001:db8:50::5/64"],
  gateway6: "2001:db8:50::1",
});

export const BALANCED: Round = {
  program: TLB,
  repair: "live",
  drifts: [
    option("lpInterval", write("lp_interval", "30"), 30, 1),
    {
      name: "the IPv6 default route deleted",
      hand: "ip -6 route delete default dev bond0",
      kernel: ["kernel: bond0: gateway6 is none, declared 2001:db8:50::1"],
    },
  ],
};

export const BALANCED_DOWN: Round = {
  program: TLB,
  repair: "bond-down",
  drifts: [
    option("tlbDynamicLb", whileDown(write("tlb_dynamic_lb", "0")), false, true),
    {
      name: "the IPv6 addresses and routes lost with it, as the kernel does",
      hand: "ip -6 address show dev bond0",
      kernel: [
        "kernel: bond0: addresses are 10.50.0.5/24, 10.51.0.5/24, declared 10.50.0.5/24, 10.51.0.5/24, 2001:db8:50::5/64",
        "kernel: bond0: gateway6 is none, declared 2001:db8:50::1",
      ],
    },
  ],
};

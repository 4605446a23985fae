import { bond, down, edit, option, type Round, write } from "./row";

export const MODES: Round[] = [
  {
    program: bond({ mode: "active-backup", options: { arpInterval: 1000, arpIpTarget: ["10.50.0.1"] } }),
    drifts: [
      option("arpInterval", write("arp_interval", "500"), 500, 1000),
      {
        name: "an ARP target added",
        hand: write("arp_ip_target", "+10.50.0.2"),
        kernel: ["kernel: bond0: arpIpTarget are 10.50.0.1, 10.50.0.2, declared 10.50.0.1"],
      },
      option("arpValidate", write("arp_validate", "active"), "active", "none"),
      option("arpAllTargets", write("arp_all_targets", "all"), "all", "any"),
      option("arpMissedMax", write("arp_missed_max", "7"), 7, 2),
    ],
  },
  {
    program: bond({ mode: "balance-rr", options: { miimon: 100 } }),
    drifts: [
      option("miimon", write("miimon", "50"), 50, 100),
      option("packetsPerSlave", write("packets_per_slave", "8"), 8, 1),
      {
        name: "the mode edited in the file",
        hand: edit("ifcfg-bond0", "mode=balance-rr", "mode=broadcast"),
        files: ["ifcfg-bond0: mode is broadcast, declared balance-rr"],
      },
    ],
  },
  {
    program: bond({ mode: "balance-rr", options: { miimon: 100 } }),
    drifts: [
      {
        name: "the mode changed by hand",
        hand: `ip link set bond0 down; ${write("slaves", "-em2")}; ${write("slaves", "-em3")}; ${write("mode", "balance-xor")}; ${write("slaves", "+em2")}; ${write("slaves", "+em3")}; ip link set bond0 up`,
        kernel: ["kernel: bond0: mode is balance-xor, declared balance-rr"],
      },
    ],
  },
  {
    program: bond({ mode: "802.3ad", options: { miimon: 100, lacpRate: "fast" } }),
    drifts: [
      option("lacpRate", down(write("lacp_rate", "slow")), "slow", "fast"),
      option("adSelect", down(write("ad_select", "count")), "count", "stable"),
      option("lacpActive", down(write("lacp_active", "off")), "off", "on"),
      option("adUserPortKey", down(write("ad_user_port_key", "5")), 5, 0),
      option("adActorSysPrio", write("ad_actor_sys_prio", "100"), 100, 65535),
      option("adActorSystem", write("ad_actor_system", "02:00:00:00:00:77"), "02:00:00:00:00:77", "00:00:00:00:00:00"),
      option("xmitHashPolicy", write("xmit_hash_policy", "layer3+4"), "layer3+4", "layer2"),
      option("minLinks", write("min_links", "1"), 1, 0),
    ],
  },
  {
    program: bond({ mode: "balance-tlb", options: { miimon: 100 } }),
    drifts: [
      option("tlbDynamicLb", down(write("tlb_dynamic_lb", "0")), false, true),
      option("lpInterval", write("lp_interval", "30"), 30, 1),
      option("downdelay", write("downdelay", "300"), 300, 0),
    ],
  },
];

import { LACP_MODES, type OptionTable } from "../row";

/** Link aggregation as IEEE 802.3ad has it, between the bond (the actor) and the switch (the partner). */
export const LACP = {
  /** How often the partner is asked to send LACPDUs: `slow` (every 30 s, default) or `fast` (every second). Changes only while the bond is down. Mode 802.3ad. */
  lacpRate: {
    kernel: "lacp_rate",
    type: "word",
    words: ["slow", "fast"],
    default: "slow",
    modes: LACP_MODES,
    change: "down",
    proc: "LACP rate",
  },
  /** Whether the bond speaks first: `on` (default) sends LACPDUs at all times, `off` only answers. Needs kernel 5.15. Changes only while the bond is down. Mode 802.3ad. */
  lacpActive: {
    kernel: "lacp_active",
    type: "word",
    words: ["off", "on"],
    default: "on",
    modes: LACP_MODES,
    change: "down",
    proc: "LACP active",
    since: "5.15",
  },
  /** When another aggregator takes over: `stable` (default, only when the active one has lost all links), `bandwidth` or `count` (as soon as another has more bandwidth or links). Changes only while the bond is down. Mode 802.3ad. */
  adSelect: {
    kernel: "ad_select",
    type: "word",
    words: ["stable", "bandwidth", "count"],
    default: "stable",
    modes: LACP_MODES,
    change: "down",
    proc: "Aggregator selection policy (ad_select)",
  },
  /** Members with a link that the bond needs to have a carrier itself, 0..2147483647, at most the number of members. Default 0: as 1. Raising it above the links that are up drops the bond at once. Mode 802.3ad. */
  minLinks: {
    kernel: "min_links",
    type: "integer",
    min: 0,
    max: 2147483647,
    default: 0,
    modes: LACP_MODES,
    change: "live",
    proc: "Min links",
  },
  /** System priority in LACPDUs, 1..65535; the lower one decides. Default 65535. The partner then selects its ports anew: a moment without traffic. On CentOS 7 it changes only while the bond is down. Mode 802.3ad. */
  adActorSysPrio: {
    kernel: "ad_actor_sys_prio",
    type: "integer",
    min: 1,
    max: 65535,
    default: 65535,
    modes: LACP_MODES,
    change: "live",
    interrupts: true,
    changeOnOldKernels: "down",
    proc: "System priority",
  },
  /** System MAC address in LACPDUs, not a multicast one. Default 00:00:00:00:00:00: the bond's own. The partner then selects its ports anew: a moment without traffic. On CentOS 7 it changes only while the bond is down. Mode 802.3ad. */
  adActorSystem: {
    kernel: "ad_actor_system",
    type: "mac",
    default: "00:00:00:00:00:00",
    modes: LACP_MODES,
    change: "live",
    interrupts: true,
    changeOnOldKernels: "down",
  },
  /** Upper ten bits of the port key in LACPDUs, 0..1023. Default 0. Changes only while the bond is down. Mode 802.3ad. */
  adUserPortKey: {
    kernel: "ad_user_port_key",
    type: "integer",
    min: 0,
    max: 1023,
    default: 0,
    modes: LACP_MODES,
    change: "down",
  },
} as const satisfies OptionTable;

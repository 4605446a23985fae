/** Options of the bonding driver by kernel name, with the first version of NetworkManager that keeps them. */
const SINCE: Readonly<Record<string, string>> = {
  arp_missed_max: "1.44",
  lacp_active: "1.44",
  ns_ip6_target: "1.44",
  prio: "1.44",
};

/** The version that an option needs; undefined: every one that is supported keeps it. */
export const keptSince = (kernel: string): string | undefined => SINCE[kernel];

/** Options that a running bond takes by sysfs, and that NetworkManager then refuses to go over: with the bond down only. */
export const FIXED = ["num_grat_arp"] as const;

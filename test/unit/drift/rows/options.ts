import type { Desired } from "../../../../provider/model/desired";
import { all, BOND, type DriftRow, file, sysfs } from "./row";

/** An option whose kernel value alone changed. */
function option(
  name: string,
  kernel: string,
  text: string,
  found: unknown,
  declared: unknown,
  desired: Partial<Desired> = {},
): DriftRow {
  const show = (value: unknown) => (Array.isArray(value) ? value.join(", ") : String(value));
  const verb = Array.isArray(declared) ? "are" : "is";
  return {
    name: `${name} set by hand in the running bond`,
    desired,
    change: sysfs(kernel, text),
    kernel: [`kernel: bond0: ${name} ${verb} ${show(found)}, declared ${show(declared)}`],
    inputs: { options: { ...(desired.options ?? { miimon: 100 }), [name]: found } },
  };
}

const arp = { miimon: 0, arpInterval: 1000, arpIpTarget: ["10.0.0.1"] };
const lacp: Partial<Desired> = { mode: "802.3ad" };

/** Every option class: live, bond down, empty, lists, members, flags, words; mentioned by the program and not. */
export const OPTION_ROWS: DriftRow[] = [
  option("miimon", "miimon", "50", 50, 100),
  option("updelay", "updelay", "400", 400, 200, { options: { miimon: 100, updelay: 200 } }),
  option("downdelay", "downdelay", "300", 300, 0),
  option("useCarrier", "use_carrier", "0", false, true),
  option("arpInterval", "arp_interval", "500", 500, 1000, { options: arp }),
  option("arpIpTarget", "arp_ip_target", "10.0.0.1 10.0.0.2", ["10.0.0.1", "10.0.0.2"], ["10.0.0.1"], { options: arp }),
  option("arpValidate", "arp_validate", "all 3", "all", "none", { options: arp }),
  option("primary", "primary", "em2", "em2", "em1", { options: { miimon: 100, primary: "em1" } }),
  option("primaryReselect", "primary_reselect", "failure 2", "failure", "always"),
  option("failOverMac", "fail_over_mac", "active 1", "active", "none"),
  option("numGratArp", "num_grat_arp", "5", 5, 1),
  option("resendIgmp", "resend_igmp", "9", 9, 1),
  option("allSlavesActive", "all_slaves_active", "1", true, false),
  option("packetsPerSlave", "packets_per_slave", "8", 8, 1, { mode: "balance-rr" }),
  option("xmitHashPolicy", "xmit_hash_policy", "layer3+4 1", "layer3+4", "layer2+3", {
    mode: "balance-xor",
    options: { miimon: 100, xmitHashPolicy: "layer2+3" },
  }),
  option("tlbDynamicLb", "tlb_dynamic_lb", "0", false, true, { mode: "balance-tlb" }),
  option("lpInterval", "lp_interval", "30", 30, 1, { mode: "balance-alb" }),
  option("lacpRate", "lacp_rate", "slow 0", "slow", "fast", { ...lacp, options: { miimon: 100, lacpRate: "fast" } }),
  option("adSelect", "ad_select", "count 2", "count", "stable", lacp),
  option("minLinks", "min_links", "2", 2, 0, lacp),
  option("adActorSystem", "ad_actor_system", "02:00:00:00:00:01", "02:00:00:00:00:01", "00:00:00:00:00:00", lacp),
  {
    name: "miimon halved, which halves the delays that the kernel counts in its ticks",
    desired: { options: { miimon: 100, updelay: 200 } },
    change: all(sysfs("miimon", "50"), sysfs("updelay", "100")),
    kernel: ["kernel: bond0: miimon is 50, declared 100", "kernel: bond0: updelay is 100, declared 200"],
    inputs: { options: { miimon: 50, updelay: 100 } },
  },
  {
    name: "miimon edited in the file",
    change: file(BOND, "miimon=100", "miimon=50"),
    files: ["ifcfg-bond0: miimon is 50, declared 100"],
    inputs: { options: { miimon: 50 } },
  },
  {
    name: "miimon edited in the file and set to something else in the kernel",
    change: all(file(BOND, "miimon=100", "miimon=50"), sysfs("miimon", "200")),
    files: ["ifcfg-bond0: miimon is 50, declared 100"],
    kernel: ["kernel: bond0: miimon is 200, declared 100"],
    inputs: { options: { miimon: 200 } },
  },
  {
    name: "an option added to BONDING_OPTS",
    change: file(BOND, "miimon=100", "miimon=100 resend_igmp=4"),
    files: ["ifcfg-bond0: resendIgmp is 4, declared 1"],
    inputs: { options: { miimon: 100, resendIgmp: 4 } },
  },
  {
    name: "a word in BONDING_OPTS that is no option",
    change: file(BOND, "miimon=100", "miimon=100 max_bonds=2"),
    files: ["ifcfg-bond0: item of BONDING_OPTS is max_bonds=2, declared none"],
    inputs: { extraKeys: { bond: { BONDING_OPTS: "max_bonds=2" }, members: {} } },
  },
  {
    name: "BONDING_OPTS emptied",
    change: file(BOND, /^BONDING_OPTS=.*$/m, "BONDING_OPTS="),
    files: ["ifcfg-bond0: mode is none, declared active-backup", "ifcfg-bond0: miimon is 0, declared 100"],
    inputs: { options: { miimon: 0 } },
  },
  {
    name: "mode changed in the file",
    change: file(BOND, "mode=active-backup", "mode=balance-rr"),
    files: ["ifcfg-bond0: mode is balance-rr, declared active-backup"],
    inputs: { mode: "balance-rr" },
  },
  {
    name: "mode changed in the kernel",
    change: sysfs("mode", "balance-rr 0"),
    kernel: ["kernel: bond0: mode is balance-rr, declared active-backup"],
    inputs: { mode: "balance-rr" },
  },
];

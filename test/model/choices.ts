import { MODES } from "../../provider/options/modes";
import { Refusal } from "./refusal";

/** The words of an option with their numbers, as the driver has them; `least` and `most` bound plain numbers. */
interface Choice {
  words: Readonly<Record<string, number>>;
  byDefault: number;
  least?: number;
  most?: number;
  /** Numbers of the modes that refuse it (EACCES). */
  notIn?: readonly number[];
  /** Only without members (ENOTEMPTY), only while down (EBUSY). */
  empty?: true;
  down?: true;
  /** Printed with its word, as `fast 1`. */
  worded?: true;
}

const INT_MAX = 2147483647;
const ONLY_LACP = [0, 1, 2, 3, 5, 6];
const NO_ARP = [4, 5, 6];
const OFF_ON = { off: 0, on: 1 };

const list = (...words: readonly string[]) => Object.fromEntries(words.map((word, number) => [word, number]));
const milliseconds: Choice = { words: { off: 0, maxval: INT_MAX }, byDefault: 0, most: INT_MAX };

/** Every option of Linux 6.1 that takes a word or a number, by its name in sysfs. */
export const CHOICES: Readonly<Record<string, Choice>> = {
  mode: { words: list(...MODES), byDefault: 0, empty: true, down: true, worded: true },
  packets_per_slave: { words: { maxval: 65535 }, byDefault: 1, most: 65535, notIn: [1, 2, 3, 4, 5, 6] },
  xmit_hash_policy: {
    words: list("layer2", "layer3+4", "layer2+3", "encap2+3", "encap3+4", "vlan+srcmac"),
    byDefault: 0,
    worded: true,
  },
  arp_validate: {
    words: list("none", "active", "backup", "all", "filter", "filter_active", "filter_backup"),
    byDefault: 0,
    notIn: NO_ARP,
    worded: true,
  },
  arp_all_targets: { words: list("any", "all"), byDefault: 0, worded: true },
  fail_over_mac: { words: list("none", "active", "follow"), byDefault: 0, empty: true, worded: true },
  arp_interval: { ...milliseconds, notIn: NO_ARP },
  arp_missed_max: { words: { minval: 1, maxval: 255 }, byDefault: 2, least: 1, most: 255, notIn: NO_ARP },
  downdelay: milliseconds,
  updelay: milliseconds,
  peer_notif_delay: { words: { off: 0, maxval: 300000 }, byDefault: 0, most: 300000 },
  lacp_active: { words: OFF_ON, byDefault: 1, notIn: ONLY_LACP, down: true, worded: true },
  lacp_rate: { words: list("slow", "fast"), byDefault: 0, notIn: ONLY_LACP, down: true, worded: true },
  min_links: milliseconds,
  ad_select: { words: list("stable", "bandwidth", "count"), byDefault: 0, down: true, worded: true },
  num_grat_arp: { words: { off: 0, maxval: 255 }, byDefault: 1, most: 255 },
  miimon: milliseconds,
  primary_reselect: { words: list("always", "better", "failure"), byDefault: 0, worded: true },
  use_carrier: { words: OFF_ON, byDefault: 1 },
  all_slaves_active: { words: OFF_ON, byDefault: 0 },
  resend_igmp: { words: { off: 0, maxval: 255 }, byDefault: 1, most: 255 },
  lp_interval: { words: { minval: 1, maxval: INT_MAX }, byDefault: 1, least: 1, most: INT_MAX },
  tlb_dynamic_lb: { words: OFF_ON, byDefault: 1, notIn: [0, 1, 2, 3, 4], down: true },
  ad_actor_sys_prio: { words: { minval: 1, maxval: 65535 }, byDefault: 65535, least: 1, most: 65535, notIn: ONLY_LACP },
  ad_user_port_key: { words: { minval: 0, maxval: 1023 }, byDefault: 0, most: 1023, notIn: ONLY_LACP, down: true },
};

/** Options whose table has no entry marked as the default, so that the word "default" means nothing to them. */
const NO_DEFAULT_WORD = ["lacp_rate", "peer_notif_delay"];

/** The number a text means to an option: a word of it, "default", or digits in its range; anything else is EINVAL. */
export function meaning(name: string, text: string): number {
  const choice = CHOICES[name];
  if (!choice) throw new Refusal("ENOENT", `no option ${name}`);
  const line = text.split("\n")[0] ?? "";
  const numbers = Object.values(choice.words);
  if (/^[0-9\s]*$/.test(line)) {
    const number = Number(line.trim().split(/\s+/)[0] || Number.NaN);
    const inRange = choice.most !== undefined && number >= (choice.least ?? 0) && number <= choice.most;
    if (numbers.includes(number) || inRange) return number;
  } else {
    const word = line.trim().split(/\s+/)[0] ?? "";
    if (word === "default" && !NO_DEFAULT_WORD.includes(name)) return choice.byDefault;
    const known = Object.entries(choice.words).find(([key]) => key === word);
    if (known) return known[1];
  }
  throw new Refusal("EINVAL", `${name}: ${JSON.stringify(text)}`);
}

/** A value as sysfs prints it. */
export function printed(name: string, number: number): string {
  const choice = CHOICES[name];
  if (!choice?.worded) return String(number);
  const word = Object.entries(choice.words).find(([, value]) => value === number)?.[0] ?? "";
  return `${word} ${number}`;
}

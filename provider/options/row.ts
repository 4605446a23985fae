import type { Mode } from "./modes";

/**
 * When the kernel accepts a new value: at any time (`live`), only while the bond is administratively down (`down`),
 * only while it has no members (`empty`), or only through netlink (`netlink`: no sysfs file, so BONDING_OPTS cannot carry it).
 */
export type ChangeRule = "live" | "down" | "empty" | "netlink";

/** Modes in which members are watched by ARP. */
export const ARP_MODES = ["balance-rr", "active-backup", "balance-xor", "broadcast"] as const satisfies readonly Mode[];

/** Modes with one active (or preferred) member. */
export const PRIMARY_MODES = ["active-backup", "balance-tlb", "balance-alb"] as const satisfies readonly Mode[];

/** The mode that speaks LACP. */
export const LACP_MODES = ["802.3ad"] as const satisfies readonly Mode[];

/** The largest value of the kernel's int. */
export const INT_MAX = 2147483647;

/**
 * Options that are written together: the addresses that the ARP monitor asks, a monitor, the delays that count its
 * ticks, the check of ARP answers; and what chooses the active member, which is written once the members are in.
 */
export type OptionGroup = "targets" | "monitor" | "delays" | "validation" | "active";

interface RowBase {
  /** The kernel's name: the file under /sys/class/net/BOND/bonding/ and the key in BONDING_OPTS. */
  readonly kernel: string;
  /** A second name of the same value, as the API and the kernel write it. */
  readonly alias?: { readonly name: string; readonly kernel: string };
  /** The modes in which the option has an effect; in every other mode declaring it is an error. */
  readonly modes: readonly Mode[];
  readonly change: ChangeRule;
  readonly group?: OptionGroup;
  /** The rule of CentOS 7's kernel, where it was stricter. */
  readonly changeOnOldKernels?: ChangeRule;
  /** The kernel takes it at any time, and yet the traffic stops for a moment. */
  readonly interrupts?: true;
  /** API names of options that cannot be declared together with this one (symmetric: both rows say so). */
  readonly conflicts?: readonly string[];
  /** API names of options that must be declared (other than off) for this one to have an effect at another value than its default. */
  readonly needs?: readonly string[];
  /** The key of the line in /proc/net/bonding/BOND that shows it, where there is one. */
  readonly proc?: string;
  /** First kernel that has it, when that is later than CentOS 7's 3.10. */
  readonly since?: string;
  /** Why the ifcfg files cannot make it persistent; such an option is refused with this sentence. */
  readonly notPersistent?: string;
}

export type OptionRow = RowBase &
  (
    | {
        readonly type: "integer";
        readonly min: number;
        readonly max: number;
        readonly default: number;
        readonly unit?: string;
        /** API name of the option it is a multiple of: the kernel counts in its ticks and rounds down without a word. */
        readonly multipleOf?: string;
      }
    | { readonly type: "word"; readonly words: readonly string[]; readonly default: string }
    | { readonly type: "flag"; readonly default: boolean }
    | { readonly type: "ipv4List" | "ipv6List"; readonly most: number; readonly default: readonly string[] }
    | { readonly type: "mac"; readonly default: string }
    | { readonly type: "member"; readonly default: "" }
    | {
        readonly type: "perMember";
        readonly min: number;
        readonly max: number;
        readonly default: number;
        /** BONDING_OPTS is written before the members are there. */
        readonly notPersistent: string;
      }
  );

/** Rows by API name. */
export type OptionTable = Readonly<Record<string, OptionRow>>;

/** The value of an option in the API. A `word` may also be written as the kernel's number; check turns it into the word. */
export type OptionValue = number | string | boolean | readonly string[] | Readonly<Record<string, number>>;

/** Options by API name, in normal form. */
export type OptionValues = Readonly<Record<string, OptionValue>>;

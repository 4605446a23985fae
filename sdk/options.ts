import type * as pulumi from "@pulumi/pulumi";
import type { MODES, Mode } from "../provider/options/modes";
import type { OptionRow, OptionTable } from "../provider/options/row";
import type { OPTIONS } from "../provider/options/table";

/** A bonding mode in the kernel's own word. */
export type BondMode = Mode;

/** A bonding mode in the kernel's number: 0 is balance-rr, 6 is balance-alb. */
export type BondModeNumber = NumberOf<typeof MODES>;

/** The mode that `M` stands for: all of them when it is known only at run time. */
export type ModeOf<M> = M extends BondMode ? M : M extends BondModeNumber ? (typeof MODES)[M] : BondMode;

/** The places in a list of words: what the kernel calls the words by number. */
type NumberOf<W extends readonly string[]> = keyof W extends infer K
  ? K extends `${infer N extends number}`
    ? N
    : never
  : never;

/** What a program may write for the value of an option. */
export type OptionInput<R extends OptionRow> = R extends { type: "integer" }
  ? number
  : R extends { type: "word"; words: infer W extends readonly string[] }
    ? W[number] | NumberOf<W>
    : R extends { type: "flag" }
      ? boolean | 0 | 1
      : R extends { type: "ipv4List" | "ipv6List" }
        ? pulumi.Input<string>[]
        : string;

/** The name under which an option is offered in a mode: its own, or none. */
type Offered<R extends OptionRow, M extends BondMode, K> = R extends { notPersistent: string }
  ? never
  : Extract<M, R["modes"][number]> extends never
    ? never
    : K;

/** The options of any table that act in a mode. */
export type OptionsOf<T extends OptionTable, M extends BondMode> = {
  -readonly [K in keyof T as Offered<T[K], M, K>]?: pulumi.Input<OptionInput<T[K]>>;
};

/**
 * The options of a bond: those that act in mode `M`, or all of them when the mode is known only at run time.
 *
 * Words can also be written as the kernel's numbers. What an option means, its unit, range and default stand above each.
 */
export type BondOptions<M extends BondMode = BondMode> = OptionsOf<typeof OPTIONS, M>;

import type { Mode } from "../options/modes";
import type { OptionValues } from "../options/row";
import type { Account } from "./account";
import type { Desired } from "./desired";

/** A key that our files always have with one value and that says something else here (`value` absent: it is missing). */
export interface Deviation {
  path: string;
  key: string;
  value?: string;
  expected: string;
}

/** A file that gives a device further addresses beside its own file. */
export interface AliasFile {
  path: string;
  /** In CIDR form; empty when the device comes up without them, or when they cannot be read. */
  addresses: string[];
  account: Account;
}

/** What a host's files say about a bond, in the words of a declaration. */
export interface Configuration extends Omit<Desired, "mode"> {
  /** The file that configures the device; absent: there is none. */
  path?: string;
  mode?: Mode;
  options: OptionValues;
  /** Items of BONDING_OPTS that name no option or no value that it has. */
  unknownOptions: string[];
  /** Where each member is configured. */
  memberFiles: Record<string, string>;
  /** Files beside the bond's own that give it addresses. */
  aliases: AliasFile[];
  /** Every line of every file that configures the bond or a member, with what becomes of it. */
  accounts: Account[];
  deviations: Deviation[];
  /** Sentences about what keeps the files from meaning what they seem to say. */
  problems: string[];
}

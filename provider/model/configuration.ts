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

/** What a stack reads of a bond. */
export interface Read extends Configuration {
  /** `extraKeys` as a program can declare them. A key that cannot be declared, or is redundant, has the value "". */
  sayable: Desired["extraKeys"];
  /** The device's own file is there and may not be read. */
  unread: boolean;
}

/** Something about a file that is not as it must be, other than the value of a property. */
export interface Fault {
  /** The file as people call it. */
  place: string;
  /** A key, or what of the file: "owner". */
  what: string;
  value?: string | undefined;
  expected?: string | undefined;
  /** It decides who is a member. */
  ofMembers?: true;
}

/** A bond's configuration as the files have it and as they would be written, both read by the same reader. */
export interface Compared {
  now: Configuration;
  meant: Configuration;
  /** The bond's own file, in which a property stands unless `places` names another. */
  place: string;
  places: Readonly<Record<string, string>>;
  faults: Fault[];
  /** The key under `extraKeys.bond` that lists unknown options. They are compared one by one. */
  itemKey: string;
  /** The names that the resolver uses, and its file. */
  resolver: { place: string; dns: readonly string[]; searchDomains: readonly string[] };
}

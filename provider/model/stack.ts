import type { BootDevice } from "./boot";
import type { Compared, Configuration, Read } from "./configuration";
import type { Desired } from "./desired";
import type { Files, Observed } from "./observed";
import type { Check, FileChange, Plan } from "./plan";

/** The stacks that there are, by the name that a program, the state and messages have for them. */
export const STACK_NAMES = ["network-scripts", "networkmanager"] as const;
export type StackName = (typeof STACK_NAMES)[number];

/** What a host's files say of one device, in the words of no stack. */
export interface Profile {
  /** The file that says it. */
  path: string;
  /** Whether a boot brings the device up. */
  atBoot: boolean;
  /** The bond that takes it as a member, by the name that the file has for it. */
  master?: string;
  /** The bridge that takes it as a port. */
  bridge?: string;
  /** Static addresses that it comes up with, in CIDR form. */
  addresses: string[];
  dhcp: boolean;
  /** The name by which a stack that is a running program knows this configuration. */
  id?: string;
}

/** Every device that files configure, by name. */
export type Profiles = Readonly<Record<string, Profile>>;

/** What one operation does to the files. */
export interface Written {
  /** What must change, and only that. */
  files: FileChange[];
  /** Files that the stack's own commands rewrite while they take a device down: written as they are, where that happens. */
  touched: FileChange[];
  /** What proves beyond the kernel that the files are in force. */
  proof: Check[];
  /** The files say other addresses, routes, names or MTU than before: a daemon has to go over the running device. */
  reapplies?: boolean;
  /** The files say something that a daemon takes in no other way than by taking the bond down. */
  renews?: boolean;
  /** The host's default gateway by these files, where it belongs to no device of them. */
  gateway?: string;
}

/** A bond's configuration on a host, before one operation and after it: all that a plan knows of files. */
export interface Setup extends Written {
  /** See `Stack`. */
  daemon?: Daemon;
  now: Configuration;
  before: Profiles;
  after: Profiles;
}

/** Why an operation is refused, and the way out: two parts of one sentence. */
export interface Reason {
  why: string;
  next: string;
}

/** What is asked of a host. */
export interface Asked {
  desired: Desired;
  observed: Observed;
  /** The declaration in state; absent: the bond is to be created. */
  previous?: Desired;
  adopt: boolean;
}

/**
 * A stack that is a running program: it holds the devices, and acts by itself when it has read a file anew. Absent: the
 * stack reads its files when it is asked to bring a device up or down, and leaves the kernel alone otherwise.
 */
interface Daemon {
  /** Kernel names of options that it takes in no other way than by taking the bond down. */
  fixed: readonly string[];
}

/** One way in which a Linux host keeps its network configuration and brings it up. Pure: text in, text out. */
export interface Stack {
  readonly name: StackName;
  readonly daemon?: Daemon;
  /** Every device that the host's files configure. */
  profiles(files: Files): Profiles;
  /** What the files say of a bond. */
  read(observed: Observed, device: string): Read;
  /** What the files say of a bond beside what they ought to say. */
  compare(desired: Desired, observed: Observed): Compared;
  /** What must change in the files for a declaration. `ours`: the bond is the program's, and a second file for it goes. */
  write(desired: Desired, observed: Observed, ours: boolean, previous?: Desired): Written;
  /** What must change in the files for a bond to be gone from them. */
  giveBack(device: string, observed: Observed): Written;
  /** What of the stack and its files speaks against a declaration. */
  refusals(asked: Asked): Reason[];
  /** What keeps the stack of a host from taking these devices down. */
  hostRefusals(observed: Observed, devices: readonly string[]): Reason[];
  /** What the next boot brings by these files, in the order in which the devices come up. */
  atBoot(files: Files, observed: Observed): BootDevice[];
  /** What keeps the files of the whole host from being read: a bond depends on them as well. */
  unreadable(files: Files): Reason[];
  /** The plan with the seconds that each command of the stack gets, by what the files ask it to wait for. */
  timed(plan: Plan, observed: Observed): Plan;
}

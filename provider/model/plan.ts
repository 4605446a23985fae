/**
 * How much a step disturbs, least first: only a file changes; the kernel changes a value while traffic flows; one member
 * joins or leaves; the bond goes down or carries nothing for a moment; every member is released; the path SSH uses moves.
 */
export const DISRUPTIONS = ["files", "live", "member", "bond-down", "members-released", "management-path"] as const;
export type Disruption = (typeof DISRUPTIONS)[number];

/**
 * One thing done on the host: a word and its arguments, none with blanks at the ends, tabs or newlines. Each makes sure
 * of a state and is harmless when that state is there already, so that it can be repeated.
 */
export type Op =
  | readonly ["files"] // all file changes of the plan, swapped in by rename (when undone: the snapshot's files come back)
  | readonly ["sysfs", device: string, option: string, value: string] // write to /sys/class/net/DEVICE/bonding/OPTION unless it has that value; lists: "+a" adds, "-a" removes
  | readonly ["create-bond", device: string]
  | readonly ["delete-bond", device: string] // members released first
  | readonly ["attach", bond: string, member: string] // addresses flushed, device down, +member
  | readonly ["detach", bond: string, member: string]
  | readonly ["up", device: string]
  | readonly ["down", device: string]
  | readonly ["recall", device: string] // routes, rules, lasting neighbours, addresses and devices above that were there when the transaction began and that it has not taken away, again: of this device and what stands on it; "": of all that the plan touches
  | readonly ["address-add", device: string, cidr: string]
  | readonly ["address-del", device: string, cidr: string]
  | readonly ["flush", device: string] // all addresses, except link-local
  | readonly ["route-add", ...RouteWords]
  | readonly ["route-del", ...RouteWords]
  | readonly ["rule-add", ...RuleWords]
  | readonly ["rule-del", ...RuleWords]
  | readonly ["mtu", device: string, mtu: string]
  | readonly ["mac", device: string, mac: string]
  | StackOp
  | DaemonOp;

/**
 * A route, "" for what it does not have; `to` may be "default". What goes beyond a next hop and a metric follows: ip's own
 * words ("table 100 src 10.0.0.5"), and the type of a route that refuses.
 */
export type RouteWords = readonly [
  to: string,
  via: string,
  device: string,
  metric: string,
  ...([] | [further: string, type: string]),
];

/** A rule of policy routing: "4" or "6", its priority or "", and ip's own words with the table's number at the end. */
export type RuleWords = readonly [family: string, priority: string, words: string];

/**
 * A command of the network stack: it brings NAME up from its files, takes it down (leftovers are released afterwards), or
 * stops or starts everything. The seconds that it gets, and what its files ask it to wait for, in words.
 */
export type StackOp =
  | readonly ["ifup", name: string, ...Time]
  | readonly ["ifdown", name: string, ...Time]
  | readonly ["network", action: "stop" | "start", ...Time];
type Time = [] | [seconds: string, waits: string];

/** A command to a stack that is a running program and acts by itself. It knows a configuration by an id of its own. */
export type DaemonOp =
  | readonly ["activate", id: string] // brought up unless it is; its device is made
  | readonly ["deactivate", id: string] // taken down; a bond that the stack made is deleted
  | readonly ["reread"] // every file of the plan is read anew; the stack acts on what it finds
  | readonly ["reapply", device: string, ...([] | [all: "whole"])] // addresses, routes, names and MTU of the running device as its file says; "whole": also those that others took away, and without those that others set
  | readonly ["join", bond: string, member: string, id: string]; // waited for, then asked for

export const isStackOp = (op: Op): op is StackOp => ["ifup", "ifdown", "network"].includes(op[0]);

/** Seconds that a command of the stack gets in any case. */
export const LEAST_SECONDS = 60;

/** A step: what is done, how it is undone (in order), what it disturbs and one line for people. */
export interface Step {
  title: string;
  disruption: Disruption;
  do: Op[];
  undo: Op[];
}

/** A file to be there afterwards (`null`: not there); `restored` files come back from the kept originals, byte for byte. */
export interface FileChange {
  path: string;
  content: string | null;
  /** Permission bits in octal. A file of network-scripts also becomes root's. */
  mode: string;
  /** Keep what the file says now (or that it is absent) as the original that delete puts back. */
  keepOriginal?: boolean;
  /** Put the kept original back and forget it; `content` is ignored. */
  restoreOriginal?: boolean;
  /** Forget the kept original: what others wrote since stays, so it is not put back. */
  forgetOriginal?: boolean;
}

/** What must be true of the kernel after the steps; the host itself looks, and rolls back when one fails. */
export type Check =
  | readonly ["sysfs", device: string, option: string, value: string] // first word of the file (lists: the set of words) equals value
  | readonly ["members", bond: string, members: string] // the set, blank separated
  | readonly ["up", device: string]
  | readonly ["master", device: string, bridge: string]
  | readonly ["address", device: string, cidr: string]
  | readonly ["route", ...RouteWords]
  | readonly ["rule", ...RuleWords]
  | readonly ["mtu", device: string, mtu: string]
  | readonly ["mac", device: string, mac: string]
  | readonly ["carrier", device: string] // waited for
  | readonly ["dhcp", device: string] // has a DHCP address, waited for
  | readonly ["partner", bond: string, members: string] // there is a LACP partner, and packets go through those of these (blank separated) that have carrier; waited for
  | readonly ["profile", device: string, id: string] // the stack holds it by this configuration
  | readonly ["resolver", line: string] // /etc/resolv.conf has this line
  | readonly ["absent", device: string];

/** The whole way from what is observed to what is declared. No steps: the host agrees already and nothing runs on it. */
export interface Plan {
  device: string;
  steps: Step[];
  files: FileChange[];
  verify: Check[];
}

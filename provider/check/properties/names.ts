import { bad, good, list, type Reader, type Reading, show, whenKnown } from "../reading";

/**
 * Names (less the digits at their end) for which RHEL's ifup runs another script than ifup-eth. A bond named post0 runs
 * ifup-post, which reports success and creates nothing.
 */
const DISPATCHED = [
  "aliases",
  "bnep",
  "ib",
  "ippp",
  "ipv6",
  "isdn",
  "ovs",
  "plip",
  "plusb",
  "post",
  "ppp",
  "routes",
  "sit",
  "Team",
  "TeamPort",
  "tunnel",
  "wireless",
];

/** Names that the kernel itself uses beside those of devices, in /sys/class/net and /proc/sys/net/ipv4/conf. */
const TAKEN: Readonly<Record<string, string>> = {
  all: "/proc/sys/net has a directory of that name for all devices at once",
  default: "/proc/sys/net has a directory of that name for devices to come",
  bonding_masters: "/sys/class/net has a file of that name",
  lo: "it is the loopback device",
};

/** Endings of file names that network-scripts skip. */
const SKIPPED = /(-range|\.(bak|old|orig|rpmnew|rpmorig|rpmsave))$/;

/** What is wrong with a device name in the kernel's eyes; undefined: nothing. */
function kernelReason(name: string): string | undefined {
  if (name === "") return "is empty: every device of the kernel has a name";
  if (Buffer.byteLength(name) > 15) return `has ${Buffer.byteLength(name)} bytes: the kernel takes at most 15`;
  if (name === "." || name === "..") return "is a directory: the kernel makes one of every device's name";
  const character = /[/:%\s]/.exec(name)?.[0];
  if (character) return `contains ${show(character)}, which the kernel does not take in a device name`;
  const taken = Object.hasOwn(TAKEN, name) ? TAKEN[name] : undefined;
  return taken && `cannot be used: ${taken}`;
}

/** What is wrong with a device name in the eyes of network-scripts; undefined: nothing. */
function scriptsReason(name: string, dispatched: readonly string[]): string | undefined {
  if (!/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(name))
    return "contains characters that the network scripts do not carry safely: they put it into file names and patterns";
  if (SKIPPED.test(name)) return "has an ending that makes the network scripts skip its file at boot";
  const type = name.replace(/[0-9]+$/, "");
  return dispatched.includes(type)
    ? `makes ifup run ifup-${type} instead of ifup-eth, which reports success and creates nothing`
    : undefined;
}

const named = (name: string, value: string, reason: string | undefined, instead: string): Reading<string> =>
  reason === undefined ? good(value) : bad(value, `${name} ${show(value)} ${reason}. ${instead}`);

/** The bond's own name. */
export const readDevice: Reader<string> = whenKnown((value, name) => {
  const instead = 'Write a name like "bond0".';
  if (typeof value !== "string") return bad(value, `${name} is ${show(value)}, not a name. ${instead}`);
  const dotted = value.includes(".") ? "contains a dot, which network-scripts take for a VLAN" : undefined;
  return named(name, value, kernelReason(value) ?? dotted ?? scriptsReason(value, DISPATCHED), instead);
});

/** A bridge that the host has. */
export const readBridge: Reader<string> = whenKnown((value, name) => {
  const instead = 'Write the name of a bridge of the host, like "br0".';
  if (typeof value !== "string") return bad(value, `${name} is ${show(value)}, not a name. ${instead}`);
  return named(name, value, kernelReason(value) ?? scriptsReason(value, []), instead);
});

/** The device of a rule; it may come later than the rule. */
export const readIif: Reader<string> = whenKnown((value, name) => {
  const instead = 'Write the name of a device, like "bond0".';
  if (typeof value !== "string") return bad(value, `${name} is ${show(value)}, not a name. ${instead}`);
  const reason = value === "lo" ? undefined : (kernelReason(value) ?? scriptsReason(value.replace(SKIPPED, ""), []));
  return named(name, value, reason, instead);
});

const readMember: Reader<string> = (value, name) => {
  const instead = "Write the name of a NIC as `ip link` shows it.";
  if (typeof value !== "string") return bad(value, `${name} is ${show(value)}, not a name. ${instead}`);
  const dispatched = DISPATCHED.filter((type) => type !== "ib"); // ifup-ib attaches members as ifup-eth does
  return named(name, value, kernelReason(value) ?? scriptsReason(value, dispatched), instead);
};

/** The members, sorted: the scripts attach them in the order of their file names. */
export const readMembers = list(readMember, '["em1", "em2"]', (members) => [...members].sort());

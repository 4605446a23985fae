import { addressesOf } from "../../formats/ifcfg/addresses";
import { parseIfcfg } from "../../formats/ifcfg/parse";
import { isIpv6 } from "../../ip/text";
import { namesMaster, startsAtBoot } from "./greps";
import { interfaceName } from "./paths";

/**
 * What the scripts wait for, one thing after the other, and the seconds that each may take. An IPv4 address takes 3.2 s with
 * the scripts of RHEL 7: two probes for a duplicate and an announcement.
 */
const KINDS = {
  addresses: { one: "IPv4 address", many: "IPv4 addresses", seconds: 4 },
  leases: { one: "DHCP lease", many: "DHCP leases", seconds: 60 },
  devices: { one: "device", many: "devices", seconds: 2 },
  ipv6: { one: "device with IPv6 addresses", many: "devices with IPv6 addresses", seconds: 10 },
  delay: { one: "second of LINKDELAY", many: "seconds of LINKDELAY", seconds: 1 },
} as const;
type Kind = keyof typeof KINDS;

/** How often the scripts wait for each kind of thing. */
export type Waits = Record<Kind, number>;

/** The texts of the interfaces' files at one moment, by path. */
export type Texts = ReadonlyMap<string, string>;

const kinds = Object.keys(KINDS) as Kind[];
const isYes = (value = "") => /^(y|yes|t|true|on|1)$/i.test(value);

function sum(all: readonly Partial<Waits>[]): Waits {
  const waits = { addresses: 0, leases: 0, devices: 0, ipv6: 0, delay: 0 };
  for (const one of all) for (const kind of kinds) waits[kind] += one[kind] ?? 0;
  return waits;
}

/** How many addresses a file names that describes a range of them; the ends differ in their last number alone. */
function rangeOf({ IPADDR_START, IPADDR_END }: Record<string, string>): number {
  const [first = Number.NaN, last = Number.NaN] = [IPADDR_START, IPADDR_END].map((text) => Number(text?.split(".")[3]));
  return last >= first ? last - first + 1 : 0;
}

/** One file's part. An alias or a range is no device of its own; the addresses of a member are not set. */
function waitsOf([path, text]: readonly [string, string]): Partial<Waits> {
  const { values } = parseIfcfg(text);
  if (values.SLAVE === "yes") return { devices: 1 };
  const dhcp = ["dhcp", "bootp"].includes(values.BOOTPROTO ?? "");
  const addresses = addressesOf(values);
  const ipv6 = addresses.filter(isIpv6);
  return {
    addresses: dhcp ? 0 : addresses.length - ipv6.length + rangeOf(values),
    leases: Number(dhcp) + Number(isYes(values.DHCPV6C)),
    devices: /:|-range/.test(interfaceName(path)) ? 0 : 1,
    ipv6: ipv6.length > 0 ? 1 : 0,
    delay: Math.ceil(Number(values.LINKDELAY)) || 0,
  };
}

/** For `ifup NAME`: the interface, its aliases and ranges, and its members as the scripts find them. */
export function waitsOfInterface(name: string, files: Texts): Waits {
  const isPart = (other: string) => other === name || other.startsWith(`${name}:`) || other.startsWith(`${name}-range`);
  return sum([...files].filter(([path, text]) => isPart(interfaceName(path)) || namesMaster(text, name)).map(waitsOf));
}

/** For the start of the network service: everything that is for boot. */
export function waitsOfNetwork(files: Texts): Waits {
  return sum([...files].filter(([, text]) => startsAtBoot(text)).map(waitsOf));
}

/** What is left of it on the way down, where no address and no lease is waited for. */
export const goingDown = ({ devices }: Waits): Waits => sum([{ devices }]);

/** Seconds that it may take in all. */
export const secondsOf = (waits: Waits): number =>
  kinds.reduce((all, kind) => all + waits[kind] * KINDS[kind].seconds, 0);

/** "25 IPv4 addresses, 3 devices". */
export function waitsInWords(waits: Waits): string {
  const named = kinds.filter((kind) => waits[kind] > 0);
  return named.map((kind) => `${waits[kind]} ${KINDS[kind][waits[kind] === 1 ? "one" : "many"]}`).join(", ");
}

import { broadcastOf, kindOf, networkOf, parseCidr, parseIp } from "../../ip/parse";
import { bad, good, list, type Reader, show, whenKnown } from "../reading";

const UNUSABLE: Readonly<Record<string, string>> = {
  unspecified: "stands for no address at all",
  broadcast: "is that of all hosts",
  multicast: "is that of a group, not of a host",
  loopback: "never leaves the host",
};

/** An address of one family, or of either, in canonical form; some may be the host itself (`loopback`). */
export function address(family: 4 | 6 | undefined, example: string, loopback = false): Reader<string> {
  return whenKnown((value, name) => {
    const ip = typeof value === "string" ? parseIp(value.trim()) : undefined;
    const kind = family ? `an IPv${family} address` : "an IP address";
    if (!ip || (family && ip.family !== family))
      return bad(value, `${name} is ${show(value)}, not ${kind}. Write one like ${example}.`);
    const range = kindOf(ip);
    const reason = loopback && range === "loopback" ? undefined : UNUSABLE[range];
    return reason ? bad(value, `${name} ${ip.text} ${reason}. Write the address of a host.`) : good(ip.text);
  });
}

const readCidr: Reader<string> = (value, name) => {
  const text = typeof value === "string" ? value.trim() : "";
  const cidr = parseCidr(text);
  const ip = parseIp(text);
  if (ip)
    return bad(
      value,
      `${name} ${ip.text} has no prefix length: without one the scripts guess the network. Write it like ${ip.text}/${ip.family === 4 ? 24 : 64}.`,
    );
  if (!cidr)
    return bad(
      value,
      `${name} is ${show(value)}, not an address. Write it like "192.168.1.10/24" or "2001:db8::10/64".`,
    );
  const reason = UNUSABLE[kindOf({ ...cidr, text: cidr.address })] ?? notHost(cidr.text);
  return reason
    ? bad(value, `${name} ${cidr.text} ${reason}. Write the address of the host in its network.`)
    : good(cidr.text);
};

/** Why an address in CIDR form is not one that a bond can have for itself. */
function notHost(text: string): string | undefined {
  const cidr = parseCidr(text);
  if (!cidr) return undefined;
  if (cidr.prefix === 0) return "has a network of all addresses, so that everything would count as a neighbour";
  if (cidr.family === 6)
    return kindOf({ ...cidr, text: cidr.address }) === "linkLocal"
      ? "is link-local, and the kernel makes those by itself"
      : undefined;
  if (cidr.prefix > 30) return undefined;
  if (cidr.address === networkOf(cidr)) return "is the network's own address";
  return cidr.address === broadcastOf(cidr) ? "is the network's broadcast address" : undefined;
}

/** IPv4 before IPv6, otherwise as declared: the first IPv4 address is the primary one. */
export const readAddresses = list(readCidr, '["192.168.1.10/24"]', (addresses) => byFamily(addresses, (text) => text));

export const readGateway = address(4, '"192.168.1.1"');
export const readGateway6 = address(6, '"2001:db8::1"');

/** Name servers, in the order in which they are asked; the host may have one of its own. */
export const readDns = list(address(undefined, '"192.168.1.1"', true), '["192.168.1.1"]');

const LABEL = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/i;
const isDomain = (text: string) =>
  text.length <= 253 &&
  text
    .replace(/\.$/, "")
    .split(".")
    .every((label) => LABEL.test(label));

const readDomain: Reader<string> = (value, name) =>
  typeof value === "string" && isDomain(value)
    ? good(value.toLowerCase())
    : bad(
        value,
        `${name} is ${show(value)}, not a domain: the resolver takes single words. Write one like "example.net".`,
      );

/** Domains that the resolver tries in turn. */
export const readSearchDomains = list(readDomain, '["example.net"]');

function byFamily<T>(items: T[], text: (item: T) => string): T[] {
  const isV6 = (item: T) => text(item).includes(":");
  return [...items.filter((item) => !isV6(item)), ...items.filter(isV6)];
}

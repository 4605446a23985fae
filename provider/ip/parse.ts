import * as ipaddr from "ipaddr.js";

/** An IPv4 or IPv6 address or network in canonical text. */
export interface Ip {
  family: 4 | 6;
  text: string;
}

/** An address with the length of its network's prefix. */
export interface Cidr extends Ip {
  /** The address alone. */
  address: string;
  prefix: number;
}

const DECIMAL = /^\d{1,3}(\.\d{1,3}){3}$/;

/** The canonical form of an address (four decimal numbers; RFC 5952), or undefined. Zones and mapped addresses are not ones. */
export function parseIp(text: string): Ip | undefined {
  // Looked at first: the library finds out what is no address by throwing, which costs more than all the rest of check.
  if (DECIMAL.test(text)) return ipaddr.IPv4.isValidFourPartDecimal(text) ? { family: 4, text } : undefined;
  if (!text.includes(":") || text.includes("%") || !ipaddr.IPv6.isValid(text)) return undefined;
  const address = ipaddr.IPv6.parse(text);
  return address.isIPv4MappedAddress() ? undefined : { family: 6, text: address.toRFC5952String() };
}

/** The canonical form of ADDRESS/LENGTH, or undefined. */
export function parseCidr(text: string): Cidr | undefined {
  const [, head = "", tail = ""] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
  const ip = parseIp(head);
  const prefix = Number(tail);
  if (!ip || prefix > (ip.family === 4 ? 32 : 128)) return undefined;
  return { family: ip.family, address: ip.text, prefix, text: `${ip.text}/${prefix}` };
}

/** The first address of a network, e.g. 192.168.1.0 for 192.168.1.10/24. */
export function networkOf({ family, text }: Cidr): string {
  return family === 4
    ? ipaddr.IPv4.networkAddressFromCIDR(text).toString()
    : ipaddr.IPv6.networkAddressFromCIDR(text).toRFC5952String();
}

/** The last address of an IPv4 network, to which all its hosts listen. */
export const broadcastOf = ({ text }: Cidr): string => ipaddr.IPv4.broadcastAddressFromCIDR(text).toString();

/** Whether an address lies in the network of a CIDR. */
export function contains(cidr: Cidr, ip: Ip): boolean {
  return cidr.family === ip.family && ipaddr.parse(ip.text).match(ipaddr.parseCIDR(cidr.text));
}

/** What kind of address it is: "unicast" and "private" ones are a host's. */
export const kindOf = ({ text }: Ip): string => ipaddr.parse(text).range();

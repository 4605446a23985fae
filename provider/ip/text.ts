import * as ipaddr from "ipaddr.js";

/** Whether an address, alone or with a prefix length, is an IPv6 one. */
export const isIpv6 = (text: string): boolean => text.includes(":");

/** One spelling for an address with or without a prefix length; what is no address stays as it is. */
export function canonical(text: string): string {
  const [address = "", prefix] = text.split("/");
  if (!ipaddr.isValid(address) || (!isIpv6(address) && !ipaddr.IPv4.isValidFourPartDecimal(address))) return text;
  const spelled = ipaddr.parse(address).toString();
  return prefix === undefined ? spelled : `${spelled}/${prefix}`;
}

/** Whether an address lies in the network of another, written as CIDR. */
export function within(address: string, cidr: string): boolean {
  if (!ipaddr.isValid(address) || !ipaddr.isValidCIDR(cidr)) return false;
  const [network, prefix] = ipaddr.parseCIDR(cidr);
  const one = ipaddr.parse(address);
  return one.kind() === network.kind() && one.match(network, prefix);
}

/** Whether an address lies in the network of one of the addresses in CIDR form. */
export const withinAny = (address: string, networks: readonly string[]): boolean =>
  networks.some((cidr) => within(address, cidr));

/** One spelling of an address, IPv4 in IPv6 notation as IPv4, without a zone; undefined: it is none. */
export function spelled(text: string): string | undefined {
  const [address = ""] = text.split("%");
  return ipaddr.isValid(address) ? ipaddr.process(address).toNormalizedString() : undefined;
}

/** Whether an address in CIDR form is this address. */
export function isAddress(cidr: string, address: string): boolean {
  const own = spelled(cidr.split("/")[0] ?? "");
  return own !== undefined && own === spelled(address);
}

import { broadcastOf, type Cidr, contains, type Ip, networkOf, parseIp } from "../../ip/parse";
import { failures, type Rule } from "../facts";
import { cidrs, LINK_LOCAL, NO_DEVICE, networks } from "../networks";
import { repeated } from "./repeated";

/** One address twice is one address. */
export const addressesOnce: Rule = ({ addresses = [] }) => {
  return failures(
    "addresses",
    repeated(addresses.map((text) => text.split("/")[0] ?? "")).map(
      (address) => `addresses names ${address} twice: the kernel keeps an address once. Write it once.`,
    ),
  );
};

/** BOOTPROTO=dhcp makes the scripts skip every IPADDR. */
export const dhcpOrStatic: Rule = ({ dhcp, addresses }) => {
  const first = cidrs(addresses, 4)[0];
  return failures("dhcp", [
    dhcp &&
      first &&
      `dhcp is true and ${first.text} is declared: with DHCP the network scripts skip static IPv4 addresses. Leave one of them out.`,
  ]);
};

/** The scripts set the default route only when the gateway is in the first address's network, and say nothing otherwise. */
export const gatewayInNetwork: Rule = (facts) => {
  const ip = parseIp(facts.gateway ?? "");
  if (!ip || facts.addresses === undefined || facts.dhcp === undefined) return [];
  return failures("gateway", [gatewayReason(ip, cidrs(facts.addresses, 4), facts.dhcp)]);
};

function gatewayReason(ip: Ip, own: Cidr[], dhcp: boolean): string | undefined {
  const [first, ...others] = own;
  const name = `gateway ${ip.text}`;
  if (dhcp) return `${name} is declared with dhcp: the lease brings its own gateway. Leave one of them out.`;
  if (!first)
    return `${name} cannot be reached: the bond has no IPv4 address. Add one of the gateway's network to addresses.`;
  if (own.some(({ address }) => address === ip.text)) return `${name} is the bond's own address. Write the router's.`;
  if (contains(first, ip)) return notAHost(name, first, ip);
  if (others.some((cidr) => contains(cidr, ip)))
    return `${name} is not in the network of the first address, ${first.text}, and the network scripts look at no other. Put the address of its network first.`;
  return `${name} is outside ${networks(own)}: the network scripts would silently set no default route. Write an address of that network.`;
}

const notAHost = (name: string, cidr: Cidr, ip: Ip) =>
  cidr.prefix < 31 && [networkOf(cidr), broadcastOf(cidr)].includes(ip.text)
    ? `${name} is the network or broadcast address of ${cidr.text}, not a router's. Write the router's address.`
    : undefined;

/** The kernel needs a neighbour; of link-local ones it must be told the device, which the scripts' keys have no place for. */
export const gateway6InNetwork: Rule = ({ gateway6, addresses }) => {
  const ip = parseIp(gateway6 ?? "");
  return ip && addresses ? failures("gateway6", [gateway6Reason(ip, cidrs(addresses, 6))]) : [];
};

function gateway6Reason(ip: Ip, own: Cidr[]): string | undefined {
  const name = `gateway6 ${ip.text}`;
  if (contains(LINK_LOCAL, ip)) return `${name} ${NO_DEVICE}. Write the router's address in a network of the bond.`;
  if (own.length === 0) return `${name} cannot be reached: the bond has no IPv6 address. Add one to addresses.`;
  if (own.some(({ address }) => address === ip.text)) return `${name} is the bond's own address. Write the router's.`;
  if (own.some((cidr) => contains(cidr, ip))) return undefined;
  return `${name} is outside ${networks(own)}: the kernel has no way to it. Write an address of that network.`;
}

/** RFC 8200: an IPv6 link carries 1280 bytes. */
export const mtuCarriesIpv6: Rule = ({ mtu, addresses }) => {
  const first = cidrs(addresses, 6)[0];
  return failures("mtu", [
    mtu !== undefined &&
      mtu < 1280 &&
      first &&
      `mtu is ${mtu} and ${first.text} is declared: below 1280 the kernel takes all IPv6 addresses off a device. Write 1280 or more.`,
  ]);
};

/** The resolver asks three servers and takes what fits into its line. */
export const resolverLimits: Rule = ({ dns = [], searchDomains = [] }) => [
  ...failures("dns", [
    dns.length > 3 && `dns has ${dns.length} servers: the resolver asks three. Keep the three best.`,
    new Set(dns).size < dns.length && "dns names a server twice. Write it once.",
  ]),
  ...failures("searchDomains", [
    (searchDomains.length > 6 || searchDomains.join(" ").length > 256) &&
      "searchDomains is too long: the resolver takes 6 domains and 256 characters in all. Leave some out.",
    new Set(searchDomains).size < searchDomains.length && "searchDomains names a domain twice. Write it once.",
  ]),
];

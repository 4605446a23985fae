import ipaddr from "ipaddr.js";
import { canonical } from "../../ip/text";

/** Addresses in CIDR form from a file's values, IPv4 in the order in which the scripts set them, then IPv6. */
export function addressesOf(values: Record<string, string>): string[] {
  return [...ipv4Of(values), ...ipv6Of(values)].map(canonical);
}

/** IPADDR, IPADDR0, IPADDR1, ...: the scripts skip gaps only before the third. */
function ipv4Of(values: Record<string, string>): string[] {
  const found: string[] = [];
  for (const index of ["", ...Array.from({ length: 256 }, (_, number) => String(number))]) {
    const address = values[`IPADDR${index}`];
    if (address) found.push(`${address}/${prefixOf(values, index, address)}`);
    else if (Number(index) >= 2) break;
  }
  return found;
}

/** PREFIX wins over NETMASK; with neither the scripts take the class of the address. */
function prefixOf(values: Record<string, string>, index: string, address: string): string | number {
  const prefix = values[`PREFIX${index}`];
  const mask = values[`NETMASK${index}`];
  if (prefix) return prefix;
  if (mask) return ipaddr.IPv4.isValid(mask) ? (ipaddr.IPv4.parse(mask).prefixLengthFromSubnetMask() ?? mask) : mask;
  const first = Number.parseInt(address, 10);
  return first < 128 ? 8 : first < 192 ? 16 : 24;
}

function ipv6Of(values: Record<string, string>): string[] {
  const { IPV6ADDR = "", IPV6ADDR_SECONDARIES = "" } = values;
  return `${IPV6ADDR} ${IPV6ADDR_SECONDARIES}`
    .split(/\s+/)
    .filter((address) => address !== "")
    .map((address) => (address.includes("/") ? address : `${address}/64`)); // what ifup-ipv6 takes without a length
}

import { isAutomatic } from "../ip/automatic";
import { isAddress, isIpv6 } from "../ip/text";
import type { Desired } from "../model/desired";
import type { Link, Observed } from "../model/observed";

/** Declared addresses that the bond does not have. */
export function missingAddresses(desired: Desired, observed: Observed): string[] {
  const have = observed.links[desired.device]?.addresses ?? [];
  return desired.addresses.filter((cidr) => !have.includes(cidr));
}

/**
 * Addresses of the bond that nobody declared: those of a cluster manager, of VRRP, of a colleague. What DHCP gave, and
 * what the host made itself from a router's prefix, comes and goes by itself and is not among them.
 */
export function undeclaredAddresses(
  { device, addresses, dhcp }: Desired,
  { links, dhcp: clients }: Observed,
): string[] {
  const link = links[device];
  const leased = link !== undefined && (dhcp || clients.includes(device)) ? leasedIn(link) : [];
  const own = (cidr: string) => (isIpv6(cidr) ? isAutomatic(cidr, link?.mac ?? "") : leased.includes(cidr));
  const passing = (cidr: string) => link?.dynamic?.includes(cidr) || own(cidr);
  return (link?.addresses ?? []).filter((cidr) => !addresses.includes(cidr) && !passing(cidr));
}

/** The IPv4 addresses of a device that its DHCP client has set: those that end by themselves, or else the first one. */
function leasedIn({ addresses, dynamic = [] }: Link): string[] {
  const passing = dynamic.filter((cidr) => !isIpv6(cidr));
  return passing.length > 0 ? passing : addresses.filter((cidr) => !isIpv6(cidr)).slice(0, 1);
}

/**
 * Addresses that must leave the bond: what an earlier declaration had and this one has not, and all that nobody declared
 * where the program says so. IPv6 addresses that a router may have brought stay, unless IPv6 addresses are declared.
 */
export function strayAddresses(desired: Desired, observed: Observed, previous?: Desired): string[] {
  const { device, addresses, removeUndeclaredAddresses: alone } = desired;
  const extra = (observed.links[device]?.addresses ?? []).filter((cidr) => !addresses.includes(cidr));
  const foreign = alone ? undeclaredAddresses(desired, observed) : [];
  const others = foreign.filter((cidr) => !isIpv6(cidr) || addresses.some(isIpv6));
  return extra.filter((cidr) => previous?.addresses.includes(cidr) || others.includes(cidr));
}

/** Whether the address that DHCP gave is gone, though its client runs: that one renews it at half time or not at all. */
export function lacksLease({ device, dhcp }: Desired, observed: Observed): boolean {
  return dhcp && (observed.links[device]?.addresses ?? []).every(isIpv6);
}

/** Whether SSH came in by this address. */
export const isSshAddress = ({ ssh }: Observed, cidr: string): boolean => isAddress(cidr, ssh?.address ?? "");

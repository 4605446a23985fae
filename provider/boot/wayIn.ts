import { isAutomatic } from "../ip/automatic";
import { isAddress, isIpv6, spelled } from "../ip/text";
import type { BootDevice, BootRoute, Cause } from "../model/boot";
import type { Link, Observed } from "../model/observed";
import { waysOf } from "../routing/route";
import { type Hop, wayTo } from "./path";

/** What a boot would not have: the address that SSH was made to, or a way to where it came from. */
export interface Lost {
  what: "address" | "client";
  /** The device whose files say so. */
  device: string;
  cause: Cause;
}

/** The bond and the devices that change hands with it. */
export interface Belonging {
  device: string;
  /** Members of before and after. */
  members: readonly string[];
  /** Whether the bond is to be there; what it had goes to its members otherwise. */
  stays: boolean;
}

/** Whether SSH would still come in after a boot as it does now; undefined: it would, or nothing is known of the way. */
export function lostWayIn(boot: readonly BootDevice[], observed: Observed, own: Belonging): Lost | undefined {
  const { ssh } = observed;
  if (ssh?.device === undefined) return undefined;
  const address = spelled(ssh.address);
  const client = spelled(ssh.client);
  if (address === undefined || client === undefined) return undefined;
  const heir = own.stays && own.members.includes(ssh.device) ? own.device : ssh.device;
  const heirs = own.stays ? [heir] : [heir, ...own.members];
  return lostAddress(boot, observed, address, heirs) ?? lostClient(boot, observed, client, heir, own);
}

/** A device has the address by its file, by DHCP as before, or from a router as before. */
function lostAddress(
  boot: readonly BootDevice[],
  { ssh, dhcp, links }: Observed,
  address: string,
  heirs: readonly string[],
): Lost | undefined {
  const now = ssh?.device ?? "";
  const declared = ({ addresses }: BootDevice) => addresses.some((cidr) => isAddress(cidr, address));
  const again = (one: BootDevice) =>
    isIpv6(address) ? one.automatic && isFromRouter(links[now], address) : one.dhcp && dhcp.includes(now);
  const holders = boot.filter((one) => declared(one) || (heirs.includes(one.name) && again(one)));
  if (holders.some(({ down }) => down === undefined)) return undefined;
  const [one] = holders.length > 0 ? holders : boot.filter(({ name }) => name === heirs[0]);
  const why = one === undefined ? `no file would bring up ${heirs[0]}` : `${one.file} would not have it`;
  const cause = one?.down ?? { why, next: "Declare it under addresses" };
  return { what: "address", device: one?.name ?? heirs[0] ?? "", cause };
}

/** By its lifetime, or by the MAC in it. */
const isFromRouter = (link: Link | undefined, address: string): boolean =>
  link !== undefined &&
  (isAutomatic(address, link.mac) || (link.dynamic ?? []).some((cidr) => isAddress(cidr, address)));

/** The client is reached over the device that leads to it now, or over one that the change itself sets up. */
function lostClient(
  boot: readonly BootDevice[],
  observed: Observed,
  client: string,
  heir: string,
  own: Belonging,
): Lost | undefined {
  const now = wayTo(client, presentHops(observed));
  const present = now?.dev;
  const later = present !== undefined && own.stays && own.members.includes(present) ? own.device : present;
  const way = wayTo(client, bootHops(boot, observed, heir));
  const fits = [later, heir, own.device, ...own.members];
  if (way !== undefined && (later === undefined || fits.includes(way.dev))) return undefined;
  const [one] = [later, heir].flatMap((dev) => boot.filter(({ name }) => name === dev));
  const known = one?.down ?? (isIpv6(client) ? one?.noGateway6 : one?.noGateway);
  const over = way === undefined ? "no file would bring a route to it" : `the way to it would lead over ${way.dev}`;
  const cause = known === undefined ? { why: over, next: "Declare a route to it" } : withValue(known, now);
  return { what: "client", device: one?.name ?? heir, cause };
}

/** The way out with the next hop that is in use: a gateway, or a route to a narrower network. */
function withValue(cause: Cause, now: Hop | undefined): Cause {
  if (cause.missing === undefined || now?.via === undefined) return cause;
  const { to, via } = now;
  if (to === "default") return { ...cause, next: `Declare ${cause.missing}: "${via}"` };
  return { why: `no file would have the route to ${to}`, next: `Declare routes: [{ to: "${to}", via: "${via}" }]` };
}

/** The ways that the running kernel has; a later one does not win over an earlier one, as it has taken its place already. */
function presentHops({ links, routes }: Observed): Hop[] {
  const near = Object.values(links).flatMap(({ name, up, addresses }) =>
    up ? addresses.map((to) => ({ to, dev: name })) : [],
  );
  return [...near, ...waysOf(routes)].reverse();
}

/** Routes as they are set one after the other: a gateway takes the place of another, a route of a file does not. */
function bootHops(boot: readonly BootDevice[], observed: Observed, heir: string): Hop[] {
  const hops: Hop[] = [];
  const now = observed.ssh?.device ?? "";
  const same = (a: Hop, b: Hop) =>
    a.to === b.to && a.metric === b.metric && isIpv6(a.via ?? "") === isIpv6(b.via ?? "");
  for (const one of boot.filter(({ down }) => down === undefined)) {
    const dev = one.name;
    const before = dev === heir ? now : dev;
    const leased = one.dhcp ? (observed.links[before]?.addresses ?? []) : [];
    // What a server gives is known of a device that asks one now.
    const isKnown = (route: BootRoute) => !one.dhcp || route.via !== undefined || observed.dhcp.includes(before);
    hops.push(...[...one.addresses, ...leased].map((to) => ({ to, dev })));
    if (one.automatic) hops.push(...routersWays(observed, dev));
    for (const route of one.routes.filter(isKnown)) {
      const hop = { ...route, dev };
      const there = hops.findIndex((other) => same(other, hop));
      if (there < 0) hops.push(hop);
      else if (route.replaces) hops[there] = hop;
    }
  }
  return hops;
}

/** What routers have announced: their networks, and a default route by a link-local next hop. */
function routersWays({ links, routes }: Observed, name: string): Hop[] {
  const near = (links[name]?.addresses ?? []).filter((cidr) => isIpv6(cidr) && cidr.endsWith("/64"));
  const hops = waysOf(routes).filter(({ dev, via }) => dev === name && /^fe80:/i.test(via));
  return [...near.map((to) => ({ to, dev: name })), ...hops];
}

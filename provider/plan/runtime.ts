import { parseIfcfg } from "../ifcfg/parse";
import { deviceFile } from "../ifcfg/state";
import type { KernelRoute, Link, Observed } from "../model/observed";
import type { Op } from "../model/plan";

const isIpv6 = (text: string) => text.includes(":");

/** The op that makes sure of a route. */
export function addRoute(route: KernelRoute): Op {
  return ["route-add", route.to, route.via, route.dev, route.metric === undefined ? "" : String(route.metric)];
}

/** The op that takes a route away. */
export function deleteRoute(route: KernelRoute): Op {
  return ["route-del", route.to, route.via, route.dev, route.metric === undefined ? "" : String(route.metric)];
}

/** The device and every VLAN above it: what goes down with it. */
export function withVlans(observed: Observed, device: string): Link[] {
  const own = observed.links[device];
  const above = Object.values(observed.links).filter(({ parent }) => parent === device);
  return [...(own ? [own] : []), ...above.flatMap(({ name }) => withVlans(observed, name))];
}

function routesVia(observed: Observed, names: string[]): Op[] {
  return observed.routes.filter(({ dev }) => names.includes(dev)).map(addRoute);
}

/**
 * Routes over other devices that are up: a script that starts an interface may have taken the place of one. What stands on
 * an involved device is down with it.
 */
export function otherRoutes(observed: Observed, involved: readonly string[]): Op[] {
  const away = involved.flatMap((device) => [device, ...withVlans(observed, device).map(({ name }) => name)]);
  return observed.routes.filter(({ dev }) => !away.includes(dev) && observed.links[dev]?.up).map(addRoute);
}

/** Addresses and routes of a device as observed, again. */
export function restoreAddresses(observed: Observed, device: string): Op[] {
  const link = observed.links[device];
  const addresses = (link?.addresses ?? []).map((cidr): Op => ["address-add", device, cidr]);
  return [...addresses, ...routesVia(observed, [device])];
}

/**
 * Up again after a moment down: IPv4 addresses have stayed; IPv6 addresses and every route over the device and its
 * VLANs are gone; VLANs came up with it whether they were or not.
 */
export function upAgain(observed: Observed, device: string): Op[] {
  const links = withVlans(observed, device);
  return [["up", device], ...states(links.slice(1)), ...lost(observed, links)];
}

/** The VLANs above a device that the scripts took down and up: as they were. */
export function vlansAgain(observed: Observed, device: string): Op[] {
  const vlans = withVlans(observed, device).slice(1);
  return [...states(vlans), ...lost(observed, vlans)];
}

const states = (vlans: readonly Link[]) => vlans.map(({ name, up }): Op => [up ? "up" : "down", name]);

/** What the kernel forgets when devices go down. */
function lost(observed: Observed, links: readonly Link[]): Op[] {
  const live = links.filter(({ up }) => up);
  const addresses = live.flatMap(({ name, addresses }) =>
    addresses.filter(isIpv6).map((cidr): Op => ["address-add", name, cidr]),
  );
  return [
    ...addresses,
    ...routesVia(
      observed,
      live.map(({ name }) => name),
    ),
  ];
}

/** A released device as it was observed: MTU, up or down, addresses and routes. */
export function restoreLink(observed: Observed, name: string): Op[] {
  const link = observed.links[name];
  if (!link) return [];
  const mtu: Op = ["mtu", name, String(link.mtu)];
  return link.up
    ? [mtu, ["up", name], ...restoreAddresses(observed, name)]
    : [mtu, ["down", name], ...restoreAddresses(observed, name)];
}

/** Whether the network-scripts have a file for this device. */
export function hasFile(observed: Observed, name: string): boolean {
  return deviceFile(observed.files, name) !== undefined;
}

/** Whether a device is up with a configuration of its own: the scripts take it down, and bring it back. */
export function ownConfiguration(observed: Observed, name: string): boolean {
  const link = observed.links[name];
  const text = observed.files[deviceFile(observed.files, name) ?? ""]?.content;
  if (!link?.up || link.master !== undefined || text === undefined) return false;
  return parseIfcfg(text).values.MASTER === undefined;
}

/**
 * Takes a device with a configuration of its own down with its file, which ends its DHCP client, rules and DNS too. On
 * the way back its ifup may take a route from others; `later` are the devices that are not back yet by then.
 */
export function ifdownOps(observed: Observed, name: string, later: readonly string[]): { do: Op[]; undo: Op[] } {
  const others = otherRoutes(observed, [name, ...later]);
  return { do: [["ifdown", name]], undo: [...restoreLink(observed, name), ["ifup", name], ...others] };
}

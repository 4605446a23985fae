import { isDeepStrictEqual } from "node:util";
import { lacksLease, missingAddresses, strayAddresses, undeclaredAddresses } from "../compare/addresses";
import { bridgeOf, macFollows } from "../compare/bond";
import { kernelMode } from "../compare/options";
import { declaredRoutes, hasRoute, onDevice } from "../compare/routes";
import { hasRule } from "../compare/rules";
import { isIpv6 } from "../ip/text";
import type { Desired } from "../model/desired";
import type { Observed } from "../model/observed";
import type { OptionValues } from "../options/row";

import { waysOf } from "../routing/route";
import { apart, type Finding, modeFindings, onProperty } from "./finding";
import { kernelOptionFindings } from "./options";

/** Where the running kernel differs from what is declared. What comes and goes by itself is never among it. */
export function kernelFindings(desired: Desired, observed: Observed, kept: OptionValues): Finding[] {
  const { device, mode } = desired;
  const place = `kernel: ${device}`;
  const bond = observed.bonds[device];
  if (bond === undefined) return [...absence(place, observed, device), ...takenMembers(desired, observed)];
  return [
    ...modeFindings("kernel", place, kernelMode(bond.options.mode), mode),
    ...memberFindings(desired, observed),
    ...kernelOptionFindings(desired, observed, kept),
    ...linkFindings(desired, observed),
    ...addressFindings(desired, observed),
    ...routeFindings(desired, observed),
    ...ruleFindings(desired, observed),
  ];
}

function absence(place: string, observed: Observed, device: string): Finding[] {
  const other = observed.links[device];
  const found = other === undefined ? "absent" : `a ${other.kind || "plain"} device`;
  return [apart("kernel", place, "device", found, "a bond")];
}

/** Declared members that the bond does not have and something else holds, or that are gone from the host. */
function takenMembers({ device, members }: Desired, observed: Observed): Finding[] {
  const bond = observed.bonds[device]?.members ?? [];
  return members
    .filter((member) => !bond.includes(member))
    .flatMap((member) => {
      const link = observed.links[member];
      if (link === undefined)
        return [apart("kernel", `kernel: ${member}`, "device", "absent", `a member of ${device}`)];
      if (link.master === undefined || link.master === device) return [];
      return [apart("kernel", `kernel: ${member}`, "master", link.master, device)];
    });
}

function memberFindings(desired: Desired, observed: Observed): Finding[] {
  const { device, members } = desired;
  const found = [...(observed.bonds[device]?.members ?? [])].sort();
  const same = isDeepStrictEqual(found, [...members].sort());
  const asleep = members.filter((member) => found.includes(member) && observed.links[member]?.up === false);
  return [
    ...(same ? [] : [onProperty("kernel", `kernel: ${device}`, "members", found, members)]),
    ...takenMembers(desired, observed),
    ...asleep.map((member) => apart("kernel", `kernel: ${member}`, "state", "down", "up")),
  ];
}

/** The bond as a device: up, MTU, MAC, and whether its addresses come by DHCP. */
function linkFindings(desired: Desired, observed: Observed): Finding[] {
  const { device, mtu, macAddress, dhcp, bridge } = desired;
  const link = observed.links[device];
  if (link === undefined) return [];
  const place = `kernel: ${device}`;
  const client = observed.dhcp.includes(device);
  const held = bridgeOf(observed, device);
  const ownMac = macAddress !== undefined && !macFollows(desired);
  return [
    ...(link.up ? [] : [apart("kernel", place, "state", "down", "up")]),
    ...(bridge === undefined || held === bridge ? [] : [onProperty("kernel", place, "bridge", held, bridge)]),
    ...(mtu === undefined || link.mtu === mtu ? [] : [onProperty("kernel", place, "mtu", link.mtu, mtu)]),
    ...(ownMac && link.mac !== macAddress ? [onProperty("kernel", place, "macAddress", link.mac, macAddress)] : []),
    ...(client === dhcp ? [] : [onProperty("kernel", place, "dhcp", client, dhcp)]),
    ...(client && lacksLease(desired, observed) ? [apart("kernel", place, "address", undefined, "one by DHCP")] : []),
  ];
}

function addressFindings(desired: Desired, observed: Observed): Finding[] {
  const { device, addresses } = desired;
  const missing = missingAddresses(desired, observed);
  const stray = strayAddresses(desired, observed);
  if (missing.length + stray.length === 0) return [];
  const found = [...addresses.filter((cidr) => !missing.includes(cidr)), ...stray];
  // Those of others are named, and stay theirs: the property does not show them.
  const others = undeclaredAddresses(desired, observed).filter((cidr) => !stray.includes(cidr));
  const finding = onProperty("kernel", `kernel: ${device}`, "addresses", [...found, ...others], addresses);
  return [{ ...finding, shows: { property: "addresses", value: found } }];
}

/** Routes of others (a routing daemon, DHCP) are not looked at: only that the declared ones are there. */
function routeFindings(desired: Desired, observed: Observed): Finding[] {
  const { device, routes } = desired;
  const place = `kernel: ${device}`;
  const missing = waysOf(declaredRoutes(desired)).filter((route) => !hasRoute(observed, route));
  const gateways = missing
    .filter(({ to }) => to === "default")
    .map(({ via }) => {
      const property = isIpv6(via) ? "gateway6" : "gateway";
      return onProperty("kernel", place, property, presentGateway(observed, device, isIpv6(via)), via);
    });
  const left = routes.filter((route) => hasRoute(observed, onDevice(route, device)));
  const some = left.length < routes.length;
  return [...gateways, ...(some ? [onProperty("kernel", place, "routes", left, routes)] : [])];
}

/** Rules of others are not looked at either. */
function ruleFindings({ rules }: Desired, observed: Observed): Finding[] {
  const left = rules.filter((rule) => hasRule(observed, rule));
  return left.length < rules.length ? [onProperty("kernel", "kernel", "rules", left, rules)] : [];
}

function presentGateway({ routes }: Observed, device: string, ipv6: boolean): string | undefined {
  return waysOf(routes).find(({ to, via, dev }) => to === "default" && dev === device && isIpv6(via) === ipv6)?.via;
}

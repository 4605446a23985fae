import Mustache from "mustache";
import { isIpv6 } from "../ip/text";
import type { Desired, Route } from "../model/desired";
import type { HostFile } from "../model/observed";
import { addressesOf } from "./addresses";
import { aliasFiles } from "./aliases";
import { type Ground, routeFileOf } from "./bondRoutes";
import { fixedKeys, fixedMemberKeys } from "./keys";
import { editNetwork } from "./network";
import { renderBondingOpts } from "./options";
import { parseIfcfg } from "./parse";
import { ifcfgPath, NETWORK, route6Path, routePath } from "./paths";
import { shellQuote, unsafeKey } from "./quote";
import { editRoutes } from "./routes";
import { deviceFile } from "./state";
import { effective, isDynamic } from "./switches";
import { TEMPLATES } from "./templates";

/**
 * Every file that makes a bond persistent, by path, with its full text: the bond's, one for each member, its routes' when
 * it has some, and /etc/sysconfig/network with no line changed but the gateway's. `files` is what the host has now.
 * Throws when a value cannot be carried safely; check refuses such values before.
 */
export function renderFiles(desired: Desired, files: Record<string, HostFile>): Record<string, string> {
  const { device, members, routes } = desired;
  const ipv4 = routes.filter(({ to }) => !isIpv6(to));
  const ipv6 = routes.filter(({ to }) => isIpv6(to));
  return {
    [ifcfgPath(device)]: renderBond(desired),
    ...Object.fromEntries(members.map((member) => [ifcfgPath(member), renderMember(desired, member)])),
    ...routeFile(routePath(device), "gateway", ipv4, desired, files),
    ...routeFile(route6Path(device), "gateway6", ipv6, desired, files),
    [NETWORK]: editNetwork(desired, files),
  };
}

function renderBond(desired: Desired): string {
  const { addresses, dns, searchDomains, extraKeys, mtu } = desired;
  const ipv4 = addresses.filter((address) => !isIpv6(address));
  const [ipv6, ...ipv6Others] = addresses.filter(isIpv6);
  return fill(TEMPLATES.bond, {
    ...desired,
    fixed: pairs(fixedKeys(desired)),
    onBoot: desired.onBoot ? "yes" : "no",
    bootProto: desired.dhcp ? "dhcp" : "none",
    mtu: mtu === undefined ? "" : String(mtu),
    addresses: ipv4.map((cidr, index) => ({
      number: index === 0 ? "" : String(index), // the scripts read IPADDR, IPADDR1, IPADDR2, ...
      address: cidr.split("/")[0],
      prefix: cidr.split("/")[1],
    })),
    ipv6,
    ipv6Others: ipv6Others.join(" "),
    dns: dns.map((address, index) => ({ number: String(index + 1), address })),
    domain: searchDomains.join(" "),
    bondingOpts: renderBondingOpts(desired),
    extra: pairs({ ...extraKeys.bond, BONDING_OPTS: "" }), // those items stand in the line of the options
  });
}

function renderMember(desired: Desired, member: string): string {
  return fill(TEMPLATES.member, {
    device: member,
    master: desired.device,
    fixed: pairs(fixedMemberKeys(desired)),
    extra: pairs(desired.extraKeys.members[member] ?? {}),
  });
}

/** A route file with the lines that it has beside ours, or only ours; none when there are neither. */
function routeFile(
  path: string,
  gateway: "gateway" | "gateway6",
  routes: readonly Route[],
  desired: Desired,
  files: Record<string, HostFile>,
): Record<string, string> {
  const present = files[path]?.content ?? "";
  const lines = routes.map(
    ({ to, via, metric }) => `${to} via ${via}${metric === undefined ? "" : ` metric ${metric}`}`,
  );
  const edited = present && editRoutes(present, routeFileOf(present, groundIn(files, desired), gateway), lines);
  if (edited) return { [path]: edited };
  return routes.length > 0 ? { [path]: renderRoutes(routes) } : {};
}

/** What the lines of a route file mean beside the declaration. */
function groundIn(files: Record<string, HostFile>, desired: Desired): Ground {
  const { device, addresses, dhcp, gateway, gateway6, routes } = desired;
  const { values } = parseIfcfg(files[deviceFile(files, device) ?? ""]?.content ?? "");
  // A next hop in a network that the bond is to leave was declared, and so its line is not somebody else's.
  const before = [...addressesOf(effective(values)), ...aliasFiles(files, device).flatMap((file) => file.addresses)];
  return {
    device,
    name: device,
    addresses: [...addresses, ...before],
    hops: routes.map(({ via }) => via),
    dhcp: dhcp || isDynamic(values),
    values,
    ...(gateway && { gateway }),
    ...(gateway6 && { gateway6 }),
  };
}

/** The scripts read this file word by word and no shell quotes in it, so nothing in it may need one. */
function renderRoutes(routes: readonly Route[]): string {
  const words = routes.flatMap(({ to, via }) => [to, via]);
  const odd = words.find((word) => !/^[0-9a-fA-F:./]+$/.test(word));
  if (odd !== undefined) throw new Error(`Unable to write a route: ${JSON.stringify(odd)} is no address.`);
  return fill(TEMPLATES.route, { routes: routes.map((route) => ({ ...route, metric: String(route.metric ?? "") })) });
}

function fill(template: string, view: object): string {
  const quote = (value: unknown) => (value === "" ? "" : shellQuote(String(value)));
  return Mustache.render(template, view, {}, { escape: quote });
}

/** A key without a value is one that the file is not to have. */
function pairs(keys: Record<string, string>): { key: string; value: string }[] {
  const written = Object.entries(keys).filter(([, value]) => value !== "");
  for (const [key] of written) {
    const reason = unsafeKey(key);
    if (reason !== undefined) throw new Error(`Unable to write the key ${JSON.stringify(key)}: it ${reason}.`);
  }
  return written.map(([key, value]) => ({ key, value }));
}

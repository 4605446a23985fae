import Mustache from "mustache";
import type { Desired, Route } from "../model/desired";
import type { HostFile } from "../model/observed";
import { fixedKeys, fixedMemberKeys } from "./keys";
import { editNetwork } from "./network";
import { renderBondingOpts } from "./options";
import { ifcfgPath, NETWORK, route6Path, routePath } from "./paths";
import { shellQuote, unsafeKey } from "./quote";
import { TEMPLATES } from "./templates";

/**
 * Every file that makes a bond persistent, by path, with its full text: the bond's, one for each member, its routes' when
 * it has some, and /etc/sysconfig/network with no line changed but the gateway's. `files` is what the host has now.
 * Throws when a value cannot be carried safely; check refuses such values before.
 */
export function renderFiles(desired: Desired, files: Record<string, HostFile>): Record<string, string> {
  const { device, members, routes } = desired;
  const ipv4 = routes.filter(({ to }) => !to.includes(":"));
  const ipv6 = routes.filter(({ to }) => to.includes(":"));
  return {
    [ifcfgPath(device)]: renderBond(desired),
    ...Object.fromEntries(members.map((member) => [ifcfgPath(member), renderMember(desired, member)])),
    ...(ipv4.length > 0 && { [routePath(device)]: renderRoutes(ipv4) }),
    ...(ipv6.length > 0 && { [route6Path(device)]: renderRoutes(ipv6) }),
    [NETWORK]: editNetwork(desired, files),
  };
}

function renderBond(desired: Desired): string {
  const { addresses, dns, searchDomains, extraKeys, mtu } = desired;
  const ipv4 = addresses.filter((address) => !address.includes(":"));
  const [ipv6, ...ipv6Others] = addresses.filter((address) => address.includes(":"));
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
    extra: pairs(extraKeys.bond),
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

import Mustache from "mustache";
import { renderBondingOpts } from "../../formats/ifcfg/bondingOpts";
import { editLines, type Line, type Wanted } from "../../formats/ifcfg/lines";
import { parseIfcfg } from "../../formats/ifcfg/parse";
import { shellQuote, unsafeKey } from "../../formats/ifcfg/quote";
import { isNumbered } from "../../formats/ifcfg/routes";
import { isIpv6 } from "../../ip/text";
import type { Desired, Route } from "../../model/desired";
import type { Files } from "../../model/observed";
import { familyOf, routeKey, sameRoute } from "../../routing/route";
import { ruleFamily, ruleKey, ruleLine, sameRule } from "../../routing/rule";
import { routeLine } from "../../routing/words";
import { type Ground, routeFileOf, ruleFileOf } from "./bondRoutes";
import { fixedKeys, fixedMemberKeys } from "./keys";
import { editNetwork } from "./network";
import { ifcfgPath, NETWORK, route6Path, routePath, rule6Path, rulePath } from "./paths";
import { deviceFile, fileState } from "./state";
import { TEMPLATES } from "./templates";

/**
 * Every file that makes a bond persistent, by path, with its full text: the bond's, one for each member, its routes' when
 * it has some, its rules', and /etc/sysconfig/network with no line changed but the gateway's. `files` is what the host has now.
 * Throws when a value cannot be carried safely; check refuses such values before.
 */
export function renderFiles(desired: Desired, files: Files, former: Former = NOTHING): Record<string, string> {
  const { device, members } = desired;
  const writing = { desired, files, former, ground: groundIn(files, desired) };
  return {
    [ifcfgPath(device)]: renderBond(desired),
    ...Object.fromEntries(members.map((member) => [ifcfgPath(member), renderMember(desired, member)])),
    ...routeFile(routePath(device), 4, writing),
    ...routeFile(route6Path(device), 6, writing),
    ...ruleFile(rulePath(device), 4, writing),
    ...ruleFile(rule6Path(device), 6, writing),
    [NETWORK]: editNetwork(desired, files),
  };
}

/** What the last declaration had: lines of it that stand among those of others are known by this. */
export type Former = Pick<Desired, "routes" | "rules">;

const NOTHING: Former = { routes: [], rules: [] };

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

/** What the files of routes and rules are written from. */
interface Writing {
  desired: Desired;
  files: Files;
  former: Former;
  ground: Ground;
}

/** A route file with the lines that it has beside ours, or only ours; none when there are neither. */
function routeFile(path: string, family: 4 | 6, { desired, files, former, ground }: Writing): Record<string, string> {
  const items = desired.routes.filter((route) => familyOf(route) === family);
  const written = (route: Route) => routeLine(bare(route), desired.device);
  const text = files[path]?.content ?? "";
  const entries = isNumbered(text) ? [] : (routeFileOf(files, path, ground, family)?.entries ?? []);
  return lineFile(path, text, entries, { items, former: former.routes, same: sameRoute, key: routeKey, written });
}

function ruleFile(path: string, family: 4 | 6, { desired, files, former, ground }: Writing): Record<string, string> {
  const items = desired.rules.filter((rule) => ruleFamily(rule) === family);
  const text = files[path]?.content ?? "";
  const entries = ruleFileOf(files, path, ground, family) ?? [];
  return lineFile(path, text, entries, {
    items,
    former: former.rules,
    same: sameRule,
    key: ruleKey,
    written: ruleLine,
  });
}

function lineFile<T>(path: string, text: string, entries: readonly Line<T>[], wanted: Wanted<T>) {
  const edited = text && editLines(text, entries, wanted);
  if (edited) return { [path]: edited };
  return wanted.items.length > 0 ? { [path]: renderLines(wanted.items.map(wanted.written)) } : {};
}

/**
 * What the lines of a route file mean by the bond's other files: what nobody could declare there is not the program's because
 * the program brings an address for it. A file without a bond of its own means what the declaration makes of it.
 */
function groundIn(files: Files, desired: Desired): Ground {
  const { device } = desired;
  const path = deviceFile(files, device);
  const { addresses, dhcp, gateway, gateway6 } = path === undefined ? desired : fileState(files, device);
  const { values } = parseIfcfg(files[path ?? ""]?.content ?? "");
  return {
    device,
    name: device,
    addresses,
    hops: [],
    dhcp,
    values,
    ...(gateway && { gateway }),
    ...(gateway6 && { gateway6 }),
  };
}

/** The scripts read such a file word by word and no shell quotes in it, so nothing in it may need one. */
function renderLines(lines: readonly string[]): string {
  const odd = lines.find((line) => !/^[\w:./@+ -]+$/.test(line));
  if (odd !== undefined) throw new Error(`Unable to write a route: ${JSON.stringify(odd)} needs a quote.`);
  return Mustache.render(TEMPLATES.route, { lines });
}

/** An address or a network, and nothing that would be words of another kind. */
function bare(route: Route): Route {
  const odd = [route.to, route.via, route.source].find((word) => word !== undefined && !/^[0-9a-fA-F:./]+$/.test(word));
  if (odd !== undefined) throw new Error(`Unable to write a route: ${JSON.stringify(odd)} is no address.`);
  return route;
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

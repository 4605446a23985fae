import { linesOf } from "../../formats/ifcfg/account-lines";
import type { Line } from "../../formats/ifcfg/lines";
import { type RouteFile, readRouteFile } from "../../formats/ifcfg/routes";
import { readRuleFile, rulesIn } from "../../formats/ifcfg/rules";
import { isIpv6, withinAny } from "../../ip/text";
import type { Account, Entry } from "../../model/account";
import type { Route, RoutingRule } from "../../model/desired";
import type { Files } from "../../model/observed";
import { byRoute } from "../../routing/route";
import { byRule } from "../../routing/rule";
import { tablesOf } from "../../routing/tables";
import { route6Path, routePath, rule6Path, rulePath } from "./paths";
import { setsNoRoutes } from "./switches";

/** What a bond's own keys say that decides what its route files mean. */
export interface Ground {
  device: string;
  /** The name of the bond's file, where it is not its device's. */
  name: string;
  addresses: readonly string[];
  /** Next hops that are known to be reached. */
  hops: readonly string[];
  dhcp: boolean;
  gateway?: string;
  gateway6?: string;
  /** The values of the bond's file. */
  values: Readonly<Record<string, string>>;
}

/** What the files say that go with a bond's by their name. */
export interface Routing {
  routes: Route[];
  rules: RoutingRule[];
  gateway?: string;
  gateway6?: string;
  accounts: Account[];
}

/** The scripts read the routes of the device, and those of its file's name where that is another. */
export function routingOf(files: Files, ground: Ground): Routing {
  const names = [...new Set([ground.device, ground.name])];
  const read = names.flatMap((name) => [
    ...routesAt(files, routePath(name), ground, 4),
    ...routesAt(files, route6Path(name), ground, 6),
  ]);
  const rules = names.flatMap((name) => [
    ...rulesAt(files, rulePath(name), ground, 4),
    ...rulesAt(files, rule6Path(name), ground, 6),
  ]);
  const gateways = read.flatMap(({ file }) => file.gateway ?? []);
  const gateway = gateways.find((via) => !isIpv6(via));
  const gateway6 = gateways.find((via) => isIpv6(via));
  return {
    routes: read.flatMap(({ file }) => file.routes).sort(byRoute),
    rules: rules.flatMap(({ entries }) => rulesIn(entries)).sort(byRule),
    ...(gateway && { gateway }),
    ...(gateway6 && { gateway6 }),
    accounts: [...read, ...rules].map(({ account }) => account),
  };
}

/** One route file, read on the ground of its bond. */
export function routeFileOf(files: Files, path: string, ground: Ground, family: 4 | 6): RouteFile | undefined {
  const text = files[path]?.content;
  if (text === undefined) return undefined;
  if (setsNoRoutes(ground.values)) return { routes: [], entries: untouched(text) };
  const { device, addresses, dhcp, hops } = ground;
  const reaches = (via: string) => hops.includes(via) || withinAny(via, addresses) || (dhcp && !isIpv6(via));
  const before = ground[family === 4 ? "gateway" : "gateway6"];
  return readRouteFile(text, {
    device,
    family,
    tables: tablesOf(files),
    reaches,
    ...(before && { gateway: before }),
  });
}

function routesAt(files: Files, path: string, ground: Ground, family: 4 | 6) {
  const file = routeFileOf(files, path, ground, family);
  if (file === undefined) return [];
  return [{ file, account: accountOf(path, "routes", ground, file.entries) }];
}

function rulesAt(files: Files, path: string, ground: Ground, family: 4 | 6) {
  const entries = ruleFileOf(files, path, ground, family);
  if (entries === undefined) return [];
  return [{ entries, account: accountOf(path, "rules", ground, entries) }];
}

/** One rule file, which the scripts read where they read route files. */
export function ruleFileOf(
  files: Files,
  path: string,
  { values }: Pick<Ground, "values">,
  family: 4 | 6,
): Line<RoutingRule>[] | undefined {
  const text = files[path]?.content;
  if (text === undefined) return undefined;
  return setsNoRoutes(values) ? untouched(text) : readRuleFile(text, family, tablesOf(files));
}

function accountOf(path: string, role: Account["role"], { device }: Ground, lines: readonly Line<unknown>[]): Account {
  const entries = lines.map(({ item: _item, ...entry }): Entry => entry);
  const goes = path.slice(path.lastIndexOf("/")).replace(/^[^-]*-/, "") !== device;
  return { path, role, device, entries: goes ? entries.map(moved) : entries };
}

/** A file under the name of the bond's file goes when that becomes its device's; a line that cannot be declared would be lost. */
const moved = (entry: Entry): Entry =>
  entry.fate === "kept" || "stays" in entry
    ? { line: entry.line, text: entry.text, fate: "unknown", why: "the file goes with the name of the bond's file" }
    : entry;

/** A file that is never written. */
const untouched = (text: string): Entry[] =>
  linesOf(text).map((line, at) => ({ line: at + 1, text: line, fate: "kept" }));

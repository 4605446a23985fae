import { isIpv6, withinAny } from "../ip/text";
import type { Route } from "../model/desired";
import type { HostFile } from "../model/observed";
import type { Account, Entry } from "./account";
import { linesOf } from "./account-lines";
import { route6Path, routePath, SCRIPTS } from "./paths";
import { type RouteFile, readRouteFile } from "./routes";
import { setsNoRoutes } from "./switches";

type Files = Readonly<Record<string, HostFile>>;

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
  gateway?: string;
  gateway6?: string;
  accounts: Account[];
}

/** The scripts read the routes of the device, and those of its file's name where that is another. */
export function routingOf(files: Files, ground: Ground): Routing {
  const read = [...new Set([ground.device, ground.name])].flatMap((name) => [
    ...fileOf(files, routePath(name), ground, "gateway"),
    ...fileOf(files, route6Path(name), ground, "gateway6"),
  ]);
  const gateways = read.flatMap(({ file }) => file.gateway ?? []);
  const gateway = gateways.find((via) => !isIpv6(via));
  const gateway6 = gateways.find((via) => isIpv6(via));
  return {
    routes: read.flatMap(({ file }) => file.routes),
    ...(gateway && { gateway }),
    ...(gateway6 && { gateway6 }),
    accounts: [...read.map(({ account }) => account), ...rulesOf(files, ground)],
  };
}

/** One route file, read on the ground of its bond. */
export function routeFileOf(text: string, ground: Ground, gateway: "gateway" | "gateway6"): RouteFile {
  if (setsNoRoutes(ground.values)) return { routes: [], entries: untouched(text) };
  const { device, addresses, dhcp, hops } = ground;
  const reaches = (via: string) => hops.includes(via) || withinAny(via, addresses) || (dhcp && !isIpv6(via));
  const before = ground[gateway];
  return readRouteFile(text, { device, reaches, ...(before && { gateway: before }) });
}

function fileOf(files: Files, path: string, ground: Ground, gateway: "gateway" | "gateway6") {
  const content = files[path]?.content;
  if (content === undefined) return [];
  const file = routeFileOf(content, ground, gateway);
  const { device } = ground;
  const goes = path !== routePath(device) && path !== route6Path(device);
  const entries = goes ? file.entries.map(moved) : file.entries;
  return [{ file, account: { path, role: "routes", device, entries } satisfies Account }];
}

/** A file under the name of the bond's file goes when that becomes its device's; a line that cannot be declared would be lost. */
const moved = (entry: Entry): Entry =>
  entry.fate === "kept"
    ? { line: entry.line, text: entry.text, fate: "unknown", why: "the file goes with the name of the bond's file" }
    : entry;

function rulesOf(files: Files, { device, name }: Ground): Account[] {
  const paths = [...new Set([device, name])].flatMap((one) => [`${SCRIPTS}/rule-${one}`, `${SCRIPTS}/rule6-${one}`]);
  return paths.flatMap((path) => {
    const content = files[path]?.content;
    return content === undefined
      ? []
      : [{ path, role: "rules", device, entries: untouched(content) } satisfies Account];
  });
}

/** A file that is never written. */
const untouched = (text: string): Entry[] =>
  linesOf(text).map((line, at) => ({ line: at + 1, text: line, fate: "kept" }));

import { dictionary } from "../model/dictionary";
import type { Abroad, KernelRoute, KernelRule, Link, ObservedBond } from "../model/observed";
import type { Tables } from "../routing/tables";
import { readRoute, readRule } from "../routing/words";
import { decodeAbove, decodeAbroad } from "./above";
import { type HostRecord, linesOf, textsOf } from "./records";

/** Every file of sysfs that was read, by device and by path below it; a file of several lines has them all. */
type Readings = Map<string, Map<string, string>>;

/** Only CAP_NET_ADMIN is told these; everybody else reads nothing, which does not mean that there is nothing. */
const NEEDS_PRIVILEGE = /^ad_(actor|partner|user|aggregator|num_ports)/;

export interface Network {
  links: Record<string, Link>;
  abroad: Abroad[];
  bonds: Record<string, ObservedBond>;
  routes: KernelRoute[];
  rules: KernelRule[];
}

const FAMILIES = [4, 6] as const;

export function decodeNetwork(records: readonly HostRecord[], privileged: boolean, tables: Tables): Network {
  const lines = linesOf(records, "sysfs");
  const readings = collect(lines, /^\/sys\/class\/net\/([^/]+)\/([a-z0-9_/]+):(.*)$/);
  const procs = collect(lines, /^(\/proc)\/net\/bonding\/([^/:]+):(.*)$/).get("/proc") ?? new Map<string, string>();
  const addresses = decodeAddresses(linesOf(records, "addresses"));
  const names = new Map([...readings].map(([name, files]) => [uevent(files, "uevent", "IFINDEX") ?? "", name]));
  const above = decodeAbove(records, names);
  const links = dictionary<Link>();
  for (const [name, files] of readings) {
    if (files.has("address")) links[name] = decodeLink(name, files, above.get(name), addresses.get(name) ?? []);
  }
  return {
    links,
    abroad: decodeAbroad(records, names),
    bonds: decodeBonds(records, readings, procs, privileged),
    routes: FAMILIES.flatMap((family) => decodeRoutes(linesOf(records, `routes${family}`), family, tables)),
    rules: FAMILIES.flatMap((family) => decodeRules(linesOf(records, `rules${family}`), family, tables)),
  };
}

function collect(lines: readonly string[], pattern: RegExp): Readings {
  const readings: Readings = new Map();
  for (const line of lines) {
    const [, device, path, text] = pattern.exec(line) ?? [];
    if (device === undefined || path === undefined || text === undefined) continue;
    const files = readings.get(device) ?? new Map<string, string>();
    const before = files.get(path);
    files.set(path, before === undefined ? text : `${before}\n${text}`);
    readings.set(device, files);
  }
  return readings;
}

/** The value of KEY=value in a uevent file: INTERFACE, IFINDEX, DEVTYPE. */
function uevent(files: ReadonlyMap<string, string>, path: string, key: string): string | undefined {
  return new RegExp(`^${key}=(.*)$`, "m").exec(files.get(path) ?? "")?.[1];
}

function decodeLink(
  name: string,
  files: ReadonlyMap<string, string>,
  above: { kind: string; on: string } | undefined,
  found: readonly Address[],
): Link {
  const dynamic = found.filter((address) => address.dynamic).map(({ cidr }) => cidr);
  const kind = uevent(files, "uevent", "DEVTYPE") ?? above?.kind ?? "";
  const carrier = files.get("carrier");
  const speed = Number(files.get("speed") ?? -1);
  const duplex = files.get("duplex");
  const mac = files.get("address") ?? "";
  const burntIn = files.get("bonding_slave/perm_hwaddr") ?? (files.get("addr_assign_type") === "0" ? mac : undefined);
  const master = uevent(files, "master/uevent", "INTERFACE") ?? uevent(files, "brport/bridge/uevent", "INTERFACE");
  return {
    name,
    up: (Number(files.get("flags")) & 1) === 1,
    ...(carrier === undefined ? {} : { carrier: carrier === "1" }),
    mtu: Number(files.get("mtu")),
    mac,
    ...(burntIn === undefined ? {} : { permanentMac: burntIn }),
    ...(speed > 0 && speed < 0xffff ** 2 ? { speedMbps: speed } : {}),
    ...(duplex === undefined || duplex === "unknown" ? {} : { duplex }),
    ...(master === undefined ? {} : { master }),
    kind,
    ...(above === undefined ? {} : { parent: above.on }),
    addresses: found.map(({ cidr }) => cidr),
    ...(dynamic.length > 0 && { dynamic }),
  };
}

function decodeBonds(
  records: readonly HostRecord[],
  readings: Readings,
  procs: ReadonlyMap<string, string>,
  privileged: boolean,
): Record<string, ObservedBond> {
  const bonds = dictionary<ObservedBond>();
  const of = (path: string): [ObservedBond, string, string | undefined] => {
    const [, , , , device = "", , option = ""] = path.split("/");
    bonds[device] ??= { proc: "", options: dictionary(), unread: [], members: [] };
    return [bonds[device], option, readings.get(device)?.get(`bonding/${option}`)];
  };
  for (const path of textsOf(records, "option")) {
    const [bond, option, text] = of(path);
    if (!privileged && text === undefined && NEEDS_PRIVILEGE.test(option)) bond.unread.push(option);
    else bond.options[option] = text ?? "";
  }
  for (const path of textsOf(records, "unread").filter((file) => file.startsWith("/sys/"))) {
    const [bond, option] = of(path);
    bond.unread.push(option);
  }
  for (const [device, bond] of Object.entries(bonds)) {
    const proc = procs.get(device);
    bond.proc = proc === undefined ? "" : `${proc}\n`;
    bond.members = (bond.options.slaves ?? "").split(" ").filter((name) => name !== "");
  }
  return bonds;
}

interface Address {
  cidr: string;
  /** It has a lifetime: DHCP or a router gave it, and it ends by itself. */
  dynamic: boolean;
}

/** `2: em1    inet 10.0.2.15/24 brd 10.0.2.255 scope global em1\ ...`; with a peer, the prefix is the peer's. */
function decodeAddresses(lines: readonly string[]): Map<string, Address[]> {
  const addresses = new Map<string, Address[]>();
  for (const line of lines) {
    // By words: an expression over the whole line would try every place in it, and a line can be long.
    const words = line.split(/\s+/);
    const [number = "", device, family = "", address, maybePeer, peer] = words;
    const scope = words[words.indexOf("scope") + 1];
    if (!/^\d+:$/.test(number) || !/^inet6?$/.test(family) || !words.includes("scope") || scope !== "global") continue;
    if (device === undefined || address === undefined) continue;
    const prefix = maybePeer === "peer" ? peer?.split("/")[1] : undefined;
    const cidr = address.includes("/") ? address : `${address}/${prefix ?? "32"}`;
    const found = { cidr, dynamic: words.indexOf("dynamic") > words.indexOf("scope") };
    const known = addresses.get(device);
    if (known) known.push(found);
    else addresses.set(device, [found]);
  }
  return addresses;
}

/** Routes that a declaration could say; the kernel's own, of local and multicast addresses, are passed over. */
function decodeRoutes(lines: readonly string[], family: 4 | 6, tables: Tables): KernelRoute[] {
  return lines.flatMap((line) => {
    if (/ table local( |$)/.test(line)) return [];
    const { dev = "", ...route } = readRoute(line, family, tables, "kernel") ?? { to: "" };
    if (route.to === "") return [];
    const isDefault = route.to.endsWith("/0") && route.via !== undefined;
    return [{ ...route, dev: route.type === undefined ? dev : "", ...(isDefault && { to: "default" }) }];
  });
}

/** `100:	from 10.0.0.5 lookup 100`; what selects by more than a declaration can say is passed over. */
function decodeRules(lines: readonly string[], family: 4 | 6, tables: Tables): KernelRule[] {
  return lines.flatMap((line) => {
    const [, priority = "", words = ""] = /^(\d+):\s+(.*)$/.exec(line) ?? [];
    const rule = readRule(words, family, tables, "kernel");
    return rule === undefined ? [] : [{ ...rule, priority: Number(priority), family }];
  });
}

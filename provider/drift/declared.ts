import { bridgeOf } from "../compare/bond";
import { actingRows, kernelMode, kernelOptions } from "../compare/options";
import { isIpv6 } from "../ip/text";
import type { Read } from "../model/configuration";
import type { Desired, Route } from "../model/desired";
import { dictionary } from "../model/dictionary";
import type { Observed } from "../model/observed";
import type { OptionValue, OptionValues } from "../options/row";
import { sameValue } from "../options/values";
import { byRoute, waysOf } from "../routing/route";

/** The properties of a bond without those that have their default. */
export type BondArgs = Partial<Omit<Desired, "device">> & Pick<Desired, "device">;

/**
 * The program's arguments for a bond that is there: what its files say, and where they say nothing what the kernel has.
 * Only what is not the default is mentioned; undefined: the host has no such bond.
 */
export function asDeclared(observed: Observed, files: Read): BondArgs | undefined {
  const { device } = files;
  const bond = observed.bonds[device];
  const mode = kernelMode(bond?.options.mode) ?? files.mode;
  if (mode === undefined) return undefined;
  const members = [...(bond?.members ?? files.members)].sort();
  const options = bond === undefined ? files.options : kernelOptions(observed, device);
  const fromFiles = files.path !== undefined;
  const bridge = files.bridge ?? bridgeOf(observed, device);
  const args: BondArgs = {
    device,
    mode,
    members,
    options: notDefault(mode, options, observed.links[device]?.mac),
    ...addressing(fromFiles ? files : kernelAddressing(observed, device)),
    ...(fromFiles ? filesOnly(files, members) : kernelOnly(observed, device)),
    ...(bridge !== undefined && { bridge }),
  };
  return args;
}

/** One sentence for a device that is no bond, with the bonds that are there. */
export function noSuchBond({ bonds }: Observed, device: string, host: string): string {
  const there = Object.keys(bonds).sort();
  const known = there.length === 0 ? "The host has no bonds." : `The host has ${there.join(", ")}.`;
  return `Unable to find ${device} on ${host}: it is no bond there. ${known}`;
}

/** The monitor is always mentioned, so that a reader sees how failures are noticed. */
function notDefault(mode: Desired["mode"], options: OptionValues, own?: string): OptionValues {
  const mentioned = actingRows(mode).flatMap(([name, row]): [string, OptionValue][] => {
    const value = options[name];
    return value === undefined || sameValue(value, row.default, own) ? [] : [[name, value]];
  });
  return Object.fromEntries(mentioned);
}

type Addressing = Pick<Desired, "addresses" | "dhcp" | "routes" | "rules" | "gateway" | "gateway6">;

function addressing({ addresses, dhcp, routes, rules, gateway, gateway6 }: Partial<Addressing>): Partial<Addressing> {
  return {
    ...(addresses !== undefined && addresses.length > 0 && { addresses }),
    ...(dhcp === true && { dhcp }),
    ...(gateway !== undefined && { gateway }),
    ...(gateway6 !== undefined && { gateway6 }),
    ...(routes !== undefined && routes.length > 0 && { routes }),
    ...(rules !== undefined && rules.length > 0 && { rules }),
  };
}

/** A bond without files: made by hand. What DHCP gave is left to it. */
function kernelAddressing(observed: Observed, device: string): Partial<Addressing> {
  const dhcp = observed.dhcp.includes(device);
  if (dhcp) return { dhcp };
  const own = observed.routes.filter(({ dev }) => dev === device);
  const gateways = waysOf(own)
    .filter(({ to }) => to === "default")
    .map(({ via }) => via);
  const gateway = gateways.find((address) => !isIpv6(address));
  const gateway6 = gateways.find(isIpv6);
  const plain = waysOf(own)
    .filter(({ to }) => to !== "default")
    .map(({ to, via, metric }) => plainRoute(to, via, metric));
  const further = own.filter(({ table }) => table !== undefined).map(({ dev: _, ...route }) => route);
  const tables = further.map(({ table }) => table);
  const rules = observed.rules.filter(({ table }) => tables.includes(table)).map(({ family: _, ...rule }) => rule);
  const addresses = observed.links[device]?.addresses ?? [];
  const routes = [...plain, ...further].sort(byRoute);
  return { addresses, routes, rules, ...(gateway && { gateway }), ...(gateway6 && { gateway6 }) };
}

const plainRoute = (to: string, via: string, metric?: number): Route => ({
  to,
  via,
  ...(metric !== undefined && { metric }),
});

/** What no kernel knows, and what the files alone declare. */
function filesOnly(files: Read, members: readonly string[]): Partial<Desired> {
  const { dns, searchDomains, mtu, macAddress, onBoot } = files;
  const extraKeys = ofMembers(files.sayable, members);
  const foreign = Object.keys(extraKeys.bond).length + Object.keys(extraKeys.members).length > 0;
  return {
    ...(dns.length > 0 && { dns }),
    ...(searchDomains.length > 0 && { searchDomains }),
    ...(mtu !== undefined && { mtu }),
    ...(macAddress !== undefined && { macAddress }),
    ...(onBoot ? {} : { onBoot }),
    ...(foreign && { extraKeys }),
  };
}

/** A file that is no member's has no keys in a program. */
function ofMembers({ bond, members }: Desired["extraKeys"], own: readonly string[]): Desired["extraKeys"] {
  return { bond, members: dictionary(Object.entries(members).filter(([member]) => own.includes(member))) };
}

/** The MTU that somebody set by hand; a MAC by hand cannot be told from one that came by itself. */
function kernelOnly(observed: Observed, device: string): Partial<Desired> {
  const mtu = observed.links[device]?.mtu ?? 1500;
  return mtu === 1500 ? {} : { mtu };
}

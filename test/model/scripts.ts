import * as ipaddr from "ipaddr.js";
import { parseIfcfg } from "../../provider/formats/ifcfg/parse";
import type { KernelRule } from "../../provider/model/observed";
import { readRoute, readRule } from "../../provider/routing/words";
import { bootView, isLiveName, namesMaster, startsAtBoot } from "../../provider/stacks/network-scripts/greps";
import {
  ifcfgPath,
  NETWORK,
  RESOLVER,
  RESOLVER_SAVED,
  route6Path,
  routePath,
  rule6Path,
  rulePath,
} from "../../provider/stacks/network-scripts/paths";
import { Host } from "./host";
import { Refusal } from "./refusal";

type Values = Record<string, string>;

/** Scripts print what fails and go on. */
function attempt(action: () => void): void {
  try {
    action();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}

function valuesOf(host: Host, name: string): Values | undefined {
  const text = host.text(ifcfgPath(name));
  return text === undefined ? undefined : parseIfcfg(text).values;
}

function membersByFile(host: Host, device: string): string[] {
  const paths = [...host.files.keys()].filter(isLiveName).sort();
  const found = paths.filter((path) => namesMaster(host.text(path) ?? "", device));
  return found.map((path) => path.slice(path.lastIndexOf("/ifcfg-") + "/ifcfg-".length));
}

/** Creates the master where it is missing and writes its options, but only while it has no members. */
function installBond(host: Host, device: string): void {
  const items = (valuesOf(host, device)?.BONDING_OPTS ?? "").split(/\s+/).filter((item) => item !== "");
  if (items.length === 0) return;
  const { kernel } = host;
  if (!kernel.devices.has(device)) kernel.createBond(device);
  if (kernel.bond(device).members.length > 0) return;
  kernel.setUp(device, false);
  const pairs = items.map((item) => [item.slice(0, item.indexOf("=")), item.slice(item.lastIndexOf("=") + 1)] as const);
  const early = (key: string) => key === "mode" || key === "miimon";
  const late = pairs.filter(([key]) => !early(key) && key !== "primary");
  for (const [key, value] of [...pairs.filter(([key]) => early(key)), ...late]) {
    const values = key === "arp_ip_target" ? value.split(",").map((target) => `+${target}`) : [value];
    for (const one of values) if (!hasTarget(host, device, one)) attempt(() => kernel.write(device, key, `${one}\n`));
  }
}

/** The scripts' own search for a target: a part of another counts as found. */
function hasTarget(host: Host, device: string, value: string): boolean {
  return value.startsWith("+") && (host.kernel.bond(device).files().arp_ip_target ?? "").includes(value.slice(1));
}

function ifupMember(host: Host, name: string, values: Values): void {
  const { kernel } = host;
  const master = values.MASTER ?? "";
  attempt(() => installBond(host, master));
  if (!kernel.devices.has(name) || kernel.device(name).master === master) return;
  if (values.MTU) kernel.setMtu(name, Number(values.MTU));
  attempt(() => kernel.setUp(name, false));
  attempt(() => kernel.enslave(master, name));
}

/** `ifup NAME`. */
export function ifup(host: Host, name: string): void {
  const values = valuesOf(host, name);
  if (!values || hasOtherMac(host, name, values)) return;
  if (values.SLAVE === "yes" && values.MASTER) ifupMember(host, name, values);
  else ifupDevice(host, name, values);
}

/** HWADDR is compared with the address that the device has now. */
function hasOtherMac({ kernel }: Host, name: string, { HWADDR }: Values): boolean {
  const mac = kernel.devices.get(name)?.mac;
  return HWADDR !== undefined && mac !== undefined && HWADDR.toLowerCase() !== mac;
}

function ifupDevice(host: Host, name: string, values: Values): void {
  const { kernel } = host;
  if (values.BONDING_OPTS) installBond(host, name);
  if (values.VLAN === "yes" || values.TYPE === "Bridge") installUpper(host, name, values);
  if (!kernel.devices.has(name)) return;
  if (values.MACADDR) attempt(() => kernel.setMac(name, values.MACADDR ?? ""));
  if (values.MTU) attempt(() => kernel.setMtu(name, Number(values.MTU)));
  kernel.setUp(name, true);
  for (const member of membersByFile(host, name)) ifup(host, member);
  const primary = /primary=(\S+)/.exec(values.BONDING_OPTS ?? "")?.[1];
  if (primary) attempt(() => kernel.write(name, "primary", `${primary}\n`));
  if (values.BRIDGE) joinBridge(host, name, values.BRIDGE);
  else address(host, name, values);
}

/** A VLAN stands on a device that is there; a bridge is made by whoever needs it first. */
function installUpper({ kernel }: Host, name: string, values: Values): void {
  const parent = name.slice(0, name.lastIndexOf("."));
  if (kernel.devices.has(name)) return;
  if (values.VLAN !== "yes") kernel.addBridge(name);
  else if (kernel.devices.has(parent)) {
    kernel.setUp(parent, true);
    kernel.addVlan(name, parent);
  }
}

/** A port of a bridge has no addresses of its own. */
function joinBridge({ kernel }: Host, name: string, bridge: string): void {
  if (!kernel.devices.has(bridge)) kernel.addBridge(bridge);
  kernel.flush(name);
  kernel.setUp(name, true);
  kernel.device(name).master = bridge;
}

function address(host: Host, name: string, values: Values): void {
  const { kernel } = host;
  kernel.setUp(name, true); // the first member's ifup has taken an empty bond down for its options
  const add = (cidr: string) => attempt(() => kernel.addAddress(name, cidr));
  const shared = parseIfcfg(host.text(NETWORK) ?? "").values;
  const dhcp = ["dhcp", "bootp"].includes(values.BOOTPROTO ?? "");
  if (dhcp) {
    host.dhcp.add(name);
    add(leaseOf(name));
  } else for (const cidr of staticAddresses(values)) add(cidr);
  const via = dhcp ? undefined : usableGateway(name, { ...shared, ...values });
  if (via) attempt(() => kernel.addRoute({ to: "default", via, dev: name }));
  if (!/^(no|n|false|f|off|0)$/i.test(values.IPV6INIT ?? "")) address6(host, name, values);
  for (const family of [4, 6] as const) {
    fileRoutes(host, name, family);
    for (const rule of fileRules(host, name, family)) attempt(() => kernel.addRule(rule));
  }
}

function staticAddresses(values: Values): string[] {
  const numbers = ["", "0", "1", "2", "3", "4", "5", "6", "7"];
  return numbers.flatMap((number) => {
    const ip = values[`IPADDR${number}`];
    return ip ? [`${ip}/${values[`PREFIX${number}`] ?? "32"}`] : [];
  });
}

/** The gateway that ifup-eth sets: only inside the first address's network, and not where a key speaks against it. */
function usableGateway(name: string, values: Values): string | undefined {
  const { GATEWAY, GATEWAYDEV, DEFROUTE } = values;
  const [first] = staticAddresses(values);
  if (!GATEWAY || !first || DEFROUTE === "no" || (GATEWAYDEV && GATEWAYDEV !== name)) return undefined;
  const [ip, bits] = ipaddr.parseCIDR(first);
  const hop = ipaddr.parse(GATEWAY);
  return hop.kind() === ip.kind() && hop.match(ip, bits) ? GATEWAY : undefined;
}

function address6({ kernel }: Host, name: string, values: Values): void {
  const all = `${values.IPV6ADDR ?? ""} ${values.IPV6ADDR_SECONDARIES ?? ""}`.split(/\s+/);
  for (const cidr of all) if (cidr) attempt(() => kernel.addAddress(name, cidr));
  const via = values.IPV6_DEFAULTGW;
  if (via) attempt(() => kernel.addRoute({ to: "default", via, dev: name, metric: 1 }));
}

function fileRoutes(host: Host, name: string, family: 4 | 6): void {
  for (const line of linesAt(host, family === 4 ? routePath(name) : route6Path(name))) {
    const route = readRoute(line, family, new Map(), "file");
    if (route) attempt(() => host.kernel.addRoute({ ...route, dev: route.type === undefined ? name : "" }));
  }
}

function fileRules(host: Host, name: string, family: 4 | 6): KernelRule[] {
  return linesAt(host, family === 4 ? rulePath(name) : rule6Path(name)).flatMap((line) => {
    const rule = readRule(line, family, new Map(), "file");
    return rule === undefined ? [] : [{ ...rule, family }];
  });
}

const linesAt = (host: Host, path: string) =>
  (host.text(path) ?? "").split("\n").filter((line) => !/^\s*(#.*)?$/.test(line));

/** What the DHCP server gives a device: always the same. */
function leaseOf(name: string): string {
  const last = [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 250, 7);
  return `172.31.0.${last}/24`;
}

/** The last port takes the bridge with it. */
function leaveBridge(kernel: Host["kernel"], name: string, bridge: string): void {
  delete kernel.device(name).master;
  const ports = [...kernel.devices.values()].filter(({ master }) => master === bridge);
  if (ports.length === 0 && kernel.devices.has(bridge)) kernel.deleteBridge(bridge);
}

/** `ifdown NAME`: the master stays. */
export function ifdown(host: Host, name: string): void {
  const values = valuesOf(host, name);
  const { kernel } = host;
  if (!values || !kernel.devices.has(name)) return;
  if (values.SLAVE === "yes" && values.MASTER) {
    attempt(() => kernel.release(values.MASTER ?? "", name));
    kernel.setUp(name, false);
    return;
  }
  for (const member of membersByFile(host, name)) ifdown(host, member);
  if (values.BONDING_OPTS) removeTargets(host, name, values.BONDING_OPTS);
  host.dhcp.delete(name);
  for (const family of [4, 6] as const)
    for (const rule of fileRules(host, name, family)) attempt(() => kernel.deleteRule(rule));
  if (values.BRIDGE) leaveBridge(kernel, name, values.BRIDGE);
  kernel.flush(name);
  kernel.setUp(name, false);
  restoreResolver(host);
}

/** The scripts put their copy back, whichever device it was made for. */
function restoreResolver(host: Host): void {
  const copy = host.text(RESOLVER_SAVED);
  if (copy === undefined) return;
  host.put(RESOLVER, copy);
  host.files.delete(RESOLVER_SAVED);
}

function removeTargets(host: Host, name: string, options: string): void {
  const targets = /arp_ip_target=(\S+)/.exec(options)?.[1]?.split(",") ?? [];
  for (const target of targets) attempt(() => host.kernel.write(name, "arp_ip_target", `-${target}\n`));
}

/** The order of the network service: VLANs after what they stand on, bridges last. */
function kindOf(host: Host, name: string): number {
  const { VLAN, TYPE } = valuesOf(host, name) ?? {};
  return VLAN === "yes" ? 1 : TYPE === "Bridge" ? 2 : 0;
}

/** `network stop` and `network start`. */
export function network(host: Host, action: string): void {
  const paths = [...host.files.keys()].filter((path) => isLiveName(path) && !path.includes(":")).sort();
  const names = paths.map((path) => path.slice(path.indexOf("/ifcfg-") + 7));
  if (/^no$/.test(parseIfcfg(host.text(NETWORK) ?? "NETWORKING=no").values.NETWORKING ?? "")) return;
  names.sort((a, b) => kindOf(host, a) - kindOf(host, b));
  for (const name of names) {
    const text = host.text(ifcfgPath(name)) ?? "";
    if (action === "stop") {
      if (host.kernel.devices.get(name)?.up) ifdown(host, name);
    } else if (bootView(text).SLAVE !== "yes" && startsAtBoot(text)) ifup(host, name);
  }
}

/** The host after a power cut: NICs without anything, and what the network service makes of the files. */
export function boot(host: Host): Host {
  const anew = Host.fresh(host.kernel.version);
  anew.files = new Map(host.files);
  network(anew, "start");
  return anew;
}

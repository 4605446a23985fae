import { isLiveName, namesMaster, startsAtBoot } from "../../provider/ifcfg/greps";
import { parseIfcfg } from "../../provider/ifcfg/parse";
import { ifcfgPath, NETWORK, RESOLVER, RESOLVER_SAVED, route6Path, routePath } from "../../provider/ifcfg/paths";
import type { Host } from "./host";
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
  if (!values) return;
  if (values.SLAVE === "yes" && values.MASTER) ifupMember(host, name, values);
  else ifupDevice(host, name, values);
}

function ifupDevice(host: Host, name: string, values: Values): void {
  const { kernel } = host;
  if (values.BONDING_OPTS) installBond(host, name);
  if (!kernel.devices.has(name)) return;
  if (values.MACADDR) attempt(() => kernel.setMac(name, values.MACADDR ?? ""));
  if (values.MTU) attempt(() => kernel.setMtu(name, Number(values.MTU)));
  kernel.setUp(name, true);
  for (const member of membersByFile(host, name)) ifup(host, member);
  const primary = /primary=(\S+)/.exec(values.BONDING_OPTS ?? "")?.[1];
  if (primary) attempt(() => kernel.write(name, "primary", `${primary}\n`));
  address(host, name, values);
}

function address(host: Host, name: string, values: Values): void {
  const { kernel } = host;
  kernel.setUp(name, true); // the first member's ifup has taken an empty bond down for its options
  const add = (cidr: string) => attempt(() => kernel.addAddress(name, cidr));
  if (values.BOOTPROTO === "dhcp") {
    host.dhcp.add(name);
    add(leaseOf(name));
  }
  for (const number of ["", "0", "1", "2", "3", "4", "5", "6", "7"]) {
    const ip = values[`IPADDR${number}`];
    if (ip) add(`${ip}/${values[`PREFIX${number}`] ?? "32"}`);
  }
  for (const cidr of [values.IPV6ADDR ?? "", ...(values.IPV6ADDR_SECONDARIES ?? "").split(/\s+/)]) if (cidr) add(cidr);
  const { GATEWAY } = { ...parseIfcfg(host.text(NETWORK) ?? "").values, ...values };
  if (GATEWAY) attempt(() => kernel.addRoute({ to: "default", via: GATEWAY, dev: name }));
  const gateway6 = values.IPV6_DEFAULTGW;
  if (gateway6) attempt(() => kernel.addRoute({ to: "default", via: gateway6, dev: name, metric: 1 }));
  for (const path of [routePath(name), route6Path(name)]) fileRoutes(host, name, host.text(path) ?? "");
}

function fileRoutes(host: Host, dev: string, text: string): void {
  for (const line of text.split("\n")) {
    const [, to, via, metric] = /^(\S+) via (\S+)(?:.* metric (\d+))?/.exec(line) ?? [];
    const extra = metric === undefined ? {} : { metric: Number(metric) };
    if (to && via) attempt(() => host.kernel.addRoute({ to, via, dev, ...extra }));
  }
}

/** What the DHCP server gives a device: always the same. */
function leaseOf(name: string): string {
  const last = [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 250, 7);
  return `172.31.0.${last}/24`;
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

/** `network stop` and `network start`. */
export function network(host: Host, action: string): void {
  const names = [...host.files.keys()]
    .filter(isLiveName)
    .sort()
    .map((path) => path.slice(path.indexOf("/ifcfg-") + 7));
  for (const name of names) {
    const values = valuesOf(host, name);
    if (action === "stop") {
      if (host.kernel.devices.get(name)?.up) ifdown(host, name);
    } else if (values?.SLAVE !== "yes" && startsAtBoot(host.text(ifcfgPath(name)) ?? "")) ifup(host, name);
  }
}

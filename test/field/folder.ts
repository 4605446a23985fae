import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { onDevice } from "../../provider/compare/routes";
import type { Desired } from "../../provider/model/desired";
import type { HostFile, KernelRoute, Link, Observed } from "../../provider/model/observed";
import type { OptionValues } from "../../provider/options/row";
import { ruleFamily } from "../../provider/routing/rule";
import { fileState } from "../../provider/stacks/network-scripts/state";
import { desiredBond, observedFixture, plainLink, rootFile } from "../unit/observedFixture";

/** The running bond of a folder, as its kernel.json has it. */
interface Kernel {
  device?: string;
  mode: Desired["mode"];
  members: string[];
  options?: OptionValues;
  addresses?: string[];
  mtu?: number;
  dhcp?: boolean;
  routes?: { to: string; via: string; dev: string; metric?: number }[];
  otherNics?: string[];
  links?: { name: string; kind: string; addresses?: string[] }[];
}

/** A host as it stands in a folder; each part is there or not. */
export interface Folder {
  name: string;
  device: string;
  observed?: Observed;
  /** What a program declares, without device and connection. */
  program?: Record<string, unknown>;
  /** A text of /proc/net/bonding. */
  proc?: string;
}

/** Reads a folder of the form that CONTRIBUTING describes. */
export function readFolder(path: string): Folder {
  const text = (name: string) => (existsSync(join(path, name)) ? readFileSync(join(path, name), "utf8") : undefined);
  const kernel = text("kernel.json");
  const program = text("program.json");
  const proc = text("proc.txt");
  const running = kernel === undefined ? undefined : (JSON.parse(kernel) as Kernel);
  return {
    name: path.replace(/\/+$/, "").replace(/^.*\//, ""),
    device: running?.device ?? "bond0",
    ...(running && { observed: observedOf(running, filesIn(join(path, "files"))) }),
    ...(program !== undefined && { program: JSON.parse(program) }),
    ...(proc !== undefined && { proc }),
  };
}

const SHARED: Readonly<Record<string, string>> = {
  network: "/etc/sysconfig/network",
  "resolv.conf": "/etc/resolv.conf",
  rt_tables: "/etc/iproute2/rt_tables",
};

function filesIn(folder: string): Record<string, HostFile> {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const read = names.map((name) => {
    const bytes = readFileSync(join(folder, name));
    const content = bytes.toString("utf8");
    const path = SHARED[name] ?? `/etc/sysconfig/network-scripts/${name}`;
    return [path, { ...rootFile(content), exact: Buffer.from(content).equals(bytes) }] as const;
  });
  return Object.fromEntries(read);
}

function observedOf(kernel: Kernel, files: Record<string, HostFile>): Observed {
  const { device = "bond0", mode, members, options = {}, addresses = [], dhcp = false, mtu, routes = [] } = kernel;
  const running = desiredBond({ device, mode, members, options, addresses, dhcp, ...(mtu !== undefined && { mtu }) });
  const base = observedFixture(running);
  const nics = [...members, ...(kernel.otherNics ?? [])];
  const known = Object.fromEntries(nics.map((name, at) => [name, linkOf(base, name, at + 1, running)]));
  const further = (kernel.links ?? []).map((link) => [
    link.name,
    { ...plainLink(link.name, 9), addresses: [], ...link },
  ]);
  const bond = base.links[device] as Link;
  const bridge = (kernel.links ?? []).find((link) => link.kind === "bridge" && /BRIDGE=/.test(texts(files)));
  const network = { "/etc/sysconfig/network": rootFile("NETWORKING=yes\n") };
  const all = { ...network, ...files };
  return {
    ...base,
    files: all,
    ...routingOf(all, device, routes),
    links: {
      ...known,
      [device]: { ...bond, ...(bridge && { master: bridge.name }) },
      ...(Object.fromEntries(further) as Record<string, Link>),
    },
  };
}

/** The routes of kernel.json with the words that their files give them, and what it cannot say as the files have it. */
function routingOf(files: Record<string, HostFile>, device: string, routes: KernelRoute[]) {
  const declared = fileState(files, device);
  const inFile = ({ to, via, dev }: KernelRoute) =>
    dev === device ? declared.routes.find((one) => !one.table && one.to === to && one.via === via) : undefined;
  const further = declared.routes.filter(({ table, via }) => table !== undefined || via === undefined);
  return {
    routes: [...routes.map((one) => ({ ...one, ...inFile(one) })), ...further.map((one) => onDevice(one, device))],
    rules: declared.rules.map((rule) => ({ priority: 32765, ...rule, family: ruleFamily(rule) })),
  };
}

const texts = (files: Record<string, HostFile>) =>
  Object.values(files)
    .map(({ content }) => content)
    .join("\n");

function linkOf(base: Observed, name: string, number: number, { members, device, mtu = 1500 }: Desired): Link {
  const there = base.links[name];
  const plain = there ?? plainLink(name, number);
  const mac = base.links[device]?.mac ?? plain.mac;
  return members.includes(name) ? { ...plain, mac, mtu, master: device } : plain;
}

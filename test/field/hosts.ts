import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { HostFile, KernelRoute, KernelRule, Observed } from "../../provider/model/observed";
import { oneOf, type Random } from "../bench/random";
import { rootFile } from "../unit/observedFixture";
import { type Folder, readFolder } from "./folder";
import { importedInputs } from "./law";

type Host = Folder & { observed: Observed };
type Files = Record<string, HostFile>;

const SCRIPTS = "/etc/sysconfig/network-scripts";

/** The hosts of these folders that have a running bond. */
export function hostsIn(folders: readonly string[]): Host[] {
  const paths = folders.filter(existsSync).flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));
  return paths.map((path) => readFolder(path)).filter((one): one is Host => one.observed !== undefined);
}

/** Texts of files of that kind that people have, from the folders of a corpus. */
export function textsIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map(({ name }) => readFileSync(join(folder, name), "utf8"));
}

const NOISE = [
  "ZONE=public",
  'ETHTOOL_OPTS="-G $DEVICE rx 4096"',
  "NAME=A & B",
  "MTU=9000",
  "IPADDR2=198.51.100.77",
  "DEFROUTE=no",
  "BOOTPROTO=dhcp",
  "source ./more",
  "BRIDGE=br0",
  "GATEWAY=198.51.100.1",
  "FOO=$(date)",
  "IPV6INIT=no",
  "HOTPLUG=no # comment",
  "VLAN=yes",
  "PHYSDEV=em1",
  "PEERDNS=no",
  "NOROUTESET=yes",
  "CONNECTED_MODE=yes",
  "ONBOOT=No",
  "BONDING_OPTS='mode=1 vendor_item=3'",
];

const ROUTING = [
  "default via 198.51.100.9 table 7",
  "default via 192.0.2.9 dev bond0 table isp src 192.0.2.11",
  "10.1.0.0/16 via 198.51.100.9 src 198.51.100.20",
  "10.2.0.0/16 dev bond0",
  "10.3.0.0/16 via 192.0.2.1 mtu lock 1400",
  "10.4.0.0/16 via 203.0.113.1 onlink dev bond0",
  "blackhole 10.5.0.0/16",
  "unreachable default table 9 metric 7",
  "10.6.0.0/16 nexthop via 192.0.2.1 nexthop via 192.0.2.2",
  "throw 10.7.0.0/16 table 7",
  "10.8.0.0/16 via 192.0.2.1 dev em3",
  "from 192.0.2.11 table 7 priority 100",
  "from 192.0.2.11/32 lookup isp pref 101",
  "not from 10.0.0.0/8 table 7",
  "fwmark 0x1/0xff table 9",
  "to 10.1.0.0/16 iif bond0 table 9",
  "from all lookup isp suppress_prefixlength 0",
];

/** A line added, doubled, moved, misspelt, joined with the next, or gone. */
function mutated(text: string, noise: readonly string[], random: Random): string {
  const lines = text.split("\n").slice(0, -1);
  const at = random(lines.length + 1);
  const line = lines[at] ?? "";
  const spot = random(line.length + 1);
  const changes = [
    () => lines.splice(at, 0, oneOf(noise, random)),
    () => lines.splice(at, 0, line),
    () => lines.splice(random(lines.length + 1), 0, ...lines.splice(at, 1)),
    () => lines.splice(at, 1, line.slice(0, spot) + oneOf([..."XY=&(\"'$ "], random) + line.slice(spot + 1)),
    () => lines.splice(at, 2, `${line} ${lines[at + 1] ?? ""}`),
    () => lines.splice(at, 1),
  ];
  oneOf(changes, random)();
  return lines.map((one) => `${one}\n`).join("");
}

const isRouting = (path: string) => /\/(route|rule)6?-/.test(path);

/** Files that a host may have beside those of its folder. */
const FURTHER = ["route-bond0", "route6-bond0", "rule-bond0", "rule6-bond0", "ifcfg-bond0:7", "ifcfg-em9"];

function filesOf(files: Files, corpus: readonly string[], random: Random): Files {
  const drawn = { ...files };
  if (random(3) === 0) drawn["/etc/iproute2/rt_tables"] = rootFile("7\tisp\n254\tmain\n");
  if (random(3) === 0) {
    const path = `${SCRIPTS}/${oneOf(FURTHER, random)}`;
    drawn[path] ??= rootFile(isRouting(path) ? `${oneOf(ROUTING, random)}\n` : "ONBOOT=yes\n");
  }
  if (corpus.length > 0 && random(4) === 0) {
    const path = oneOf(
      Object.keys(drawn).filter((one) => /\/ifcfg-/.test(one)),
      random,
    );
    drawn[path] = rootFile(withName(oneOf(corpus, random), path));
  }
  for (let left = random(4); left > 0; left--) {
    const path = oneOf(Object.keys(drawn), random);
    const noise = isRouting(path) ? ROUTING : NOISE;
    drawn[path] = rootFile(mutated(drawn[path]?.content ?? "", noise, random));
  }
  return drawn;
}

/** A file of somebody else's for this device. */
const withName = (text: string, path: string) =>
  `${text.replace(/^\s*(DEVICE|NAME|HWADDR|UUID)=.*\n/gm, "")}\nDEVICE=${path.slice(path.lastIndexOf("-") + 1)}\n`;

const ROUTES: KernelRoute[] = [
  { to: "10.11.0.0/16", via: "192.0.2.7", dev: "bond0" },
  { to: "default", via: "192.0.2.7", dev: "bond0", table: 7 },
  { to: "10.12.0.0/16", type: "blackhole", dev: "", table: 9 },
  { to: "10.13.0.0/16", dev: "bond0", source: "192.0.2.11" },
];
const RULES: KernelRule[] = [{ from: "192.0.2.11", table: 7, priority: 40, family: 4 }];

/** A host of somebody else's making, and a program that declares its bond as it was before all that. */
export interface Drawn {
  observed: Observed;
  device: string;
  program: Record<string, unknown>;
}

/** Draws a host: one of the folders', with other files, other lines and more in its kernel. */
export function drawnHost(hosts: readonly Host[], corpus: readonly string[], random: Random): Drawn {
  const { observed, device } = oneOf(hosts, random);
  const link = observed.links[device];
  const some = <T>(from: readonly T[]) => from.filter(() => random(3) === 0);
  const more = some(["192.0.2.99/24", "10.9.9.9/32", "2001:db8::99/64"]);
  const links =
    link === undefined
      ? observed.links
      : { ...observed.links, [device]: { ...link, addresses: [...link.addresses, ...more] } };
  const host = {
    ...observed,
    files: filesOf(observed.files, corpus, random),
    links,
    routes: [...observed.routes, ...some(ROUTES)],
    rules: [...observed.rules, ...some(RULES)],
  };
  const { connection: _, ...declared } = importedInputs(observed, device) ?? {
    mode: "active-backup",
    members: ["em1", "em2"],
    addresses: link?.addresses,
  };
  return { observed: host, device, program: sparse(declared, random) };
}

/** A program that says less, as people write them. */
function sparse(program: Record<string, unknown>, random: Random): Record<string, unknown> {
  const kept = Object.entries(program).filter(([name]) => ["mode", "members"].includes(name) || random(4) > 0);
  return Object.fromEntries(kept);
}

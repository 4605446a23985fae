import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import type { Machine } from "./machine";

/** What lasts of the host's network, line by line and sorted, read without any code of the package. */
export interface Truth {
  files: string[];
  kernel: string[];
}

const FILES = [
  "/etc/resolv.conf",
  "/etc/sysconfig/network",
  "/etc/sysconfig/network-scripts",
  "/var/lib/pulumi-linux-bond/originals",
];

/** Path, mode, owner and a digest of what it says, of each file. */
function files(machine: Machine): string[] {
  const under = (path: string): string[] => {
    const file = machine.at(path);
    if (!existsSync(file)) return [];
    const { mode, uid, gid } = statSync(file);
    if (statSync(file).isDirectory()) return readdirSync(file).flatMap((name) => under(`${path}/${name}`));
    const digest = createHash("sha1").update(readFileSync(file)).digest("hex");
    return [`${path} ${(mode & 0o7777).toString(8)} ${uid}:${gid} ${digest}`];
  };
  return FILES.flatMap(under).sort();
}

/**
 * What the kernel makes by itself of addresses is left out: local tables, networks of addresses, link-local, multicast. So is
 * what router advertisements bring; what is left of that without a lifetime is there.
 */
const KERNEL = `ip=REAL
$ip -o link show | awk '{
  name = $2; sub(/[:@].*/, "", name); mtu = master = mac = ""
  up = $3 ~ /[<,]UP[,>]/ ? "up" : "down"
  for (i = 4; i < NF; i++) {
    if ($i == "mtu") mtu = $(i + 1)
    if ($i == "master") master = " master " $(i + 1)
    if ($i == "link/ether") mac = $(i + 1)
  }
  if (name != "veth3") print "link", name, up, mtu, mac master
}'
$ip -o address show | awk '/ scope global/ && !/ dynamic/ { print "address", $2, $3, $4 }'
for family in -4 -6; do
  $ip $family -o route show table all | grep -vE ' table local| proto (kernel|ra)|^(multicast )?ff00::|^anycast|dev lo ' |
    sed 's/\\\\/ /g; s/ linkdown//g; s/ dead//g; s/ pref medium//; s/[ \\t][ \\t]*/ /g; s/ $//; s/^/route '$family' /'
  $ip $family rule show | sed 's/[ \\t][ \\t]*/ /g; s/ $//; s/^/rule '$family' /'
  $ip $family neigh show nud permanent | sed 's/ *$//; s/^/neighbour /'
  $ip $family neigh show proxy | sed 's/ *$//; s/^/neighbour /'
done`;

export async function truth(machine: Machine): Promise<Truth> {
  const text = await machine.run(KERNEL.replace("REAL", `${machine.folder}/real/ip`));
  return { files: files(machine), kernel: text.trim().split("\n").sort() };
}

/** The lines that only one of two texts has. */
function difference(one: readonly string[], other: readonly string[]): string[] {
  const gone = one.filter((line) => !other.includes(line)).map((line) => `- ${line}`);
  const come = other.filter((line) => !one.includes(line)).map((line) => `+ ${line}`);
  return [...gone, ...come];
}

/** What distinguishes two states, in files and kernel; nothing when they are the same. */
export const differences = (one: Truth, other: Truth): string[] => [
  ...difference(one.files, other.files),
  ...difference(one.kernel, other.kernel),
];

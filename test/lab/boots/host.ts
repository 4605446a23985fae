import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Lab } from "../lab";

const SCRIPTS = "/etc/sysconfig/network-scripts";
const PLACES: Readonly<Record<string, string>> = {
  network: "/etc/sysconfig/network",
  "resolv.conf": "/etc/resolv.conf",
  rt_tables: "/etc/iproute2/rt_tables",
};

/** SSH comes in over em1: the NICs of a folder are the next ones of the machine, whose MACs are others. */
function forMachine(text: string): string {
  const moved = text.replace(/\bem([123])\b/g, (_, number: string) => `em${Number(number) + 1}`);
  return moved.replace(/^HWADDR=.*\n/gm, "");
}

/** The files of a folder by their place on the machine. */
function filesOf(folder: string): Record<string, string> {
  const names = readdirSync(folder);
  return Object.fromEntries(
    names.map((name) => {
      const text = readFileSync(join(folder, name), "latin1");
      return [PLACES[name] ?? `${SCRIPTS}/${forMachine(name)}`, forMachine(text)];
    }),
  );
}

/** Folders that have files for a bond, by name; those of others where they lie beside the project. */
export function folders(places: readonly string[]): [name: string, files: Record<string, string>][] {
  return places.filter(existsSync).flatMap((place) =>
    readdirSync(place)
      .filter((name) => existsSync(join(place, name, "files", "ifcfg-bond0")))
      .map((name) => [name, filesOf(join(place, name, "files"))] as [string, Record<string, string>]),
  );
}

/** Gives the machine these files and boots it: what runs then is what the files bring. */
export async function bootWith(lab: Lab, files: Record<string, string>): Promise<void> {
  await lab.reset();
  for (const [path, text] of Object.entries(files)) {
    const encoded = Buffer.from(text, "latin1").toString("base64");
    await lab.machine(`base64 -d >'${path}'`, encoded);
  }
  await lab.machine("sync"); // the power is cut
  await lab.powerCycle();
}

const OPTIONS =
  "active_slave|mii_status|queue_id|ad_(aggregator|num_ports|actor_key|partner_key|partner_mac|actor_system)";

/** All that a boot brings, as the host's own tools print it: links, addresses, routes and rules of every table, names. */
const STATE = `for link in /sys/class/net/*; do name=\${link##*/}; echo "link $name mtu $(cat $link/mtu) master $(basename "$(readlink $link/master)")"; done
grep -rs '' /sys/class/net/bond0/bonding/ | grep -vE '/(${OPTIONS}):' | sed 's/^/option /'
ip -o addr show scope global | awk '{ print "address", $2, $4 }'
for family in 4 6; do
  ip -o -$family route show table all | grep -vE ' table local|^(multicast )?ff00::|^fe80:| proto ra' | sed "s/ linkdown//; s/ pref medium//; s/ *$//; s/^/route $family /"
  ip -$family rule show | sed "s/^/rule $family /"
done
grep -E '^(nameserver|search)' /etc/resolv.conf | sed 's/^/names /'`;

/** The state in lines, sorted; it is asked until it comes to rest, for what has just come up is tried first. */
export async function stateOf(lab: Lab): Promise<string[]> {
  let before: string[] = [];
  for (let attempt = 0; attempt < 8; attempt++) {
    const { stdout } = await lab.machine(`sleep 2; { ${STATE}\n} | sort`);
    const now = stdout.split("\n").filter((line) => line !== "");
    const moved = now.filter((line) => !before.includes(line));
    if (moved.length + before.length === now.length && moved.length === 0) return now;
    before = now;
    if (attempt === 7) throw new Error(`The machine does not come to rest: ${moved.join("; ")}`);
  }
  return before;
}

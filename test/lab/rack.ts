import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ROOT } from "../root";
import type { Lab } from "./lab";

/** A further host in the guest: its name, its address there, and what an SSH client needs to reach it. */
export interface RackHost {
  name: string;
  address: string;
  connection: ReturnType<Lab["connection"]>;
}

/** Makes `count` further hosts (at most 24) in the running guest; those that are there stay. A reset of the lab takes them away. */
export async function rack(lab: Lab, count: number): Promise<RackHost[]> {
  const script = await readFile(join(ROOT, "test", "lab", "rack.sh"), "utf8");
  const made = await lab.machine(`sh -s ${count}`, script);
  const hosts = made.stdout.trim().split("\n").filter(Boolean);
  if (made.code !== 0 || hosts.length !== count)
    throw new Error(`Unable to make ${count} hosts in the lab: ${hosts.length} are there. ${made.stderr.trim()}`);
  return hosts.map((line) => {
    const [name = "", address = ""] = line.split(" ");
    return { name, address, connection: lab.connection(address) };
  });
}

/** Runs a shell command as root on one host of the rack, whatever state its network is in. */
export const onRack = (lab: Lab, host: RackHost, command: string) =>
  lab.machine(
    `nsenter --target $(cat /run/rack/${host.name.slice(4)}/pid) --mount --net --uts --root --wd=/ sh`,
    command,
  );

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Lab } from "../lab/lab";
import { onRack, type RackHost, rack } from "../lab/rack";
import { Stack } from "../lab/stack";
import { givePython, play } from "./ansible";
import type { Row } from "./main";
import { bond, Workshop } from "./workshop";

const HOSTS = 20;
const CHANGES = ["up", "one live option changed"];

/** The same work in the hands of somebody: writes down what is wanted, brings all hosts to it, looks at all hosts. */
interface Tool {
  declare(miimon: number): Promise<unknown>;
  bring(): Promise<unknown>;
  look(): Promise<unknown>;
  end(): Promise<unknown>;
}

type Maker = (lab: Lab, hosts: RackHost[]) => Promise<Tool>;

const ours: Maker = async (_lab, hosts) => {
  const bonds = (miimon: number) =>
    Object.fromEntries(hosts.map((host) => [host.name, { ...bond(host, miimon), connection: host.connection }]));
  const stack = await Stack.create({});
  const parallel = ["--parallel", String(HOSTS)];
  return {
    declare: (miimon) => stack.declare(bonds(miimon)),
    bring: () => stack.up(...parallel),
    look: () => stack.refresh(...parallel),
    end: () => stack.remove(),
  };
};

const loop: Maker = async (lab, hosts) => {
  const shop = await Workshop.open(lab, hosts);
  const parts = await Promise.all(["loop.sh", "activate.sh"].map((file) => readFile(join(shop.folder, file), "utf8")));
  await writeFile(join(shop.folder, "remote.sh"), parts.join("\n"));
  const look =
    "cat /etc/sysconfig/network /etc/sysconfig/network-scripts/ifcfg-* /proc/net/bonding/*; ip addr; ip route";
  return {
    declare: (miimon) => shop.declare(miimon),
    bring: () => shop.forEach('tar -C {} -cf - . | ssh -F ssh_config {} "$(cat remote.sh)"'),
    look: () => shop.forEach(`ssh -F ssh_config {} '${look}' >{}.seen`),
    end: () => shop.close(),
  };
};

const ansible: Maker = async (lab, hosts) => {
  const shop = await Workshop.open(lab, hosts);
  return {
    declare: (miimon) => shop.declare(miimon),
    bring: () => play(shop.folder, HOSTS),
    look: () => play(shop.folder, HOSTS, "--check", "--diff"),
    end: () => shop.close(),
  };
};

/** Seconds of each operation; an error when the hosts do not have afterwards what they should. */
async function timed(make: Maker, prepare: (lab: Lab) => Promise<void>): Promise<Record<string, number>> {
  const lab = await Lab.up();
  await lab.reset();
  await prepare(lab);
  const hosts = await rack(lab, HOSTS);
  const tool = await make(lab, hosts);
  const seconds: Record<string, number> = {};
  const measure = async (operation: string, work: () => Promise<unknown>, miimon: number) => {
    const begin = Date.now();
    await work();
    seconds[operation] = (Date.now() - begin) / 1000;
    for (const host of hosts) {
      const { stdout } = await onRack(lab, host, "cat /sys/class/net/bond0/bonding/miimon");
      if (stdout !== `${miimon}\n`) throw new Error(`After ${operation} ${host.name} has miimon ${stdout}.`);
    }
  };
  await tool.declare(100);
  await measure("up", tool.bring, 100);
  await measure("up without a change", tool.bring, 100);
  await measure("refresh", tool.look, 100);
  await tool.declare(200);
  await measure("one live option changed", tool.bring, 200);
  await tool.end();
  return seconds;
}

const rounded = (value: number) => (Number.isNaN(value) ? "not measured" : Number(value.toFixed(1)));

/** Twenty hosts of the lab's rack in our hands, in a shell loop's and in Ansible's (where it can be had): seconds, and ratios. */
export async function peers(): Promise<Row[]> {
  const nothing = async () => {};
  const us = await timed(ours, nothing);
  const shell = await timed(loop, nothing);
  const others = await timed(ansible, givePython).catch((error: Error): Record<string, number> => {
    console.error(`Ansible is not measured: ${error.message}`);
    return {};
  });
  return Object.entries(us).map(([operation, seconds]) => {
    // Not a number: not measured.
    const [byLoop, byAnsible] = [Number(shell[operation]), Number(others[operation])];
    return {
      hosts: HOSTS,
      operation,
      seconds: rounded(seconds),
      "shell loop": rounded(byLoop),
      Ansible: rounded(byAnsible),
      "times the loop": rounded(seconds / byLoop),
      // What nobody confirms over a new login is undone; a loop that did as much would log in once more.
      ...(CHANGES.includes(operation) && {
        "times the loop and a look": rounded(seconds / (byLoop + Number(shell.refresh))),
      }),
      "Ansible is so many times slower": rounded(byAnsible / seconds),
    };
  });
}

import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { desired } from "../../provider/check";
import { renderFiles } from "../../provider/ifcfg/render";
import { Lab } from "../lab/lab";
import { onRack, type RackHost, rack } from "../lab/rack";
import { Stack } from "../lab/stack";
import { ROOT } from "../root";
import { rootFile } from "../unit/observedFixture";
import { givePython, play } from "./ansible";
import type { Row } from "./main";

const run = promisify(execFile);
const HOSTS = 20;
const NETWORK = "/etc/sysconfig/network";

/** The same work in the hands of somebody: writes down what is wanted, brings all hosts to it, looks at all hosts. */
interface Tool {
  declare(miimon: number): Promise<unknown>;
  bring(): Promise<unknown>;
  look(): Promise<unknown>;
  end(): Promise<unknown>;
}

type Maker = (lab: Lab, hosts: RackHost[]) => Promise<Tool>;

const bond = (host: RackHost, miimon: number) => ({
  device: "bond0",
  mode: "active-backup",
  members: ["em1", "em2"],
  options: { miimon },
  addresses: [`${host.address}/24`],
  gateway: "10.0.2.2",
});

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

/** A folder with the files of every host (the very ones that our package writes), and the way to the hosts as OpenSSH reads it. */
class Workshop {
  private constructor(
    private readonly lab: Lab,
    private readonly hosts: RackHost[],
    readonly folder: string,
  ) {}

  static async open(lab: Lab, hosts: RackHost[]): Promise<Workshop> {
    const folder = await mkdtemp(join(tmpdir(), "peers-"));
    for (const file of ["activate.sh", "loop.sh", "playbook.yml"])
      await copyFile(join(ROOT, "test/bench/peers", file), join(folder, file));
    await writeFile(join(folder, "inventory"), hosts.map(({ name }) => `${name}\n`).join(""));
    const way = ({ name, connection: { port, privateKeyPath, knownHostsPath } }: RackHost) =>
      `Host ${name}\n HostName 127.0.0.1\n User root\n Port ${port}\n IdentityFile ${privateKeyPath}\n UserKnownHostsFile ${knownHostsPath}\n`;
    await writeFile(join(folder, "ssh_config"), hosts.map(way).join(""));
    return new Workshop(lab, hosts, folder);
  }

  /** Writes what the hosts are to have. */
  async declare(miimon: number): Promise<void> {
    for (const host of this.hosts) {
      const network = rootFile((await onRack(this.lab, host, `cat ${NETWORK}`)).stdout);
      const files = renderFiles(desired(bond(host, miimon)), { [NETWORK]: network });
      await mkdir(join(this.folder, host.name), { recursive: true });
      for (const [path, text] of Object.entries(files))
        await writeFile(join(this.folder, host.name, basename(path)), text);
    }
  }

  /** Runs a shell command here for each host, all at once; {} is its name. */
  forEach(command: string): Promise<unknown> {
    const names = this.hosts.map(({ name }) => name).join("\n");
    const loop = `printf '%s\\n' "$1" | xargs -P ${HOSTS} -I{} sh -c "$2"`;
    return run("sh", ["-c", loop, "sh", names, command], { cwd: this.folder, maxBuffer: 64 << 20 });
  }

  close = () => rm(this.folder, { recursive: true });
}

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

/** Twenty hosts of the lab's rack in our hands, in a shell loop's and in Ansible's: seconds, and ratios. */
export async function peers(): Promise<Row[]> {
  const nothing = async () => {};
  const us = await timed(ours, nothing);
  const shell = await timed(loop, nothing);
  const others = await timed(ansible, givePython);
  const rounded = (value: number) => Number(value.toFixed(1));
  return Object.entries(us).map(([operation, seconds]) => ({
    hosts: HOSTS,
    operation,
    seconds: rounded(seconds),
    "shell loop": rounded(shell[operation] ?? 0),
    Ansible: rounded(others[operation] ?? 0),
    "times the loop": rounded(seconds / (shell[operation] ?? 0)),
    "Ansible is so many times slower": rounded((others[operation] ?? 0) / seconds),
  }));
}

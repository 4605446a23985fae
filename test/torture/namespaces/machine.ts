import { type ChildProcess, execFile, spawn, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, cp, mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ROOT } from "../../root";
import { hostFiles } from "./files";
import type { Layout } from "./layout";
import { hostNetwork, hostRoutes, worldEnd, worldNetwork } from "./network";
import { ipBatch, type World } from "./world";

const SCRIPT = join(ROOT, "test/torture/namespaces/machine.sh");

/** Seconds in which a host of 200 devices stands, on a busy machine. */
const PATIENCE = 60;

/** A host in namespaces of its own: its SSH server is process 1 there. */
export class Machine {
  readonly folder: string;
  #child: ChildProcess | undefined;
  #inside = 0;

  private constructor(
    private readonly world: World,
    readonly layout: Layout,
    private readonly systemd: boolean,
  ) {
    this.folder = join(world.folder, String(layout.number));
  }

  /** @param guarded - with a systemd that runs the boot guard, where this machine has its programs */
  static async start(world: World, layout: Layout, guarded: boolean): Promise<Machine> {
    const machine = new Machine(world, layout, guarded && hasSystemd());
    await makeFolder(world, layout, machine.folder);
    await makeRun(machine.folder, machine.systemd);
    if (machine.systemd) for (const [name, body] of Object.entries(SYSTEMD)) await tool(machine.folder, name, body);
    await machine.#boot();
    return machine;
  }

  /** The power goes and comes: every process, the kernel's state and /run are gone, the boot guard is run as its unit says. */
  async reboot(): Promise<void> {
    await this.#end();
    // The kernel takes its time with the end of a namespace; its line is gone now.
    spawnSync("ip", ["link", "del", worldEnd(this.layout.number)]);
    await rm(join(this.folder, "run"), { recursive: true });
    await makeRun(this.folder, this.systemd);
    await this.#boot();
  }

  async #boot(): Promise<void> {
    const { folder, layout } = this;
    await writeFile(join(folder, "boot_id"), `${randomUUID()}\n`);
    const { environment, program } = this.world.server;
    // Whatever ends this process ends its hosts.
    const words = [
      "--pdeathsig",
      "KILL",
      "unshare",
      "--mount",
      "--pid",
      "--net",
      "--uts",
      "--ipc",
      "--fork",
      "--kill-child",
      "sh",
      SCRIPT,
      folder,
      layout.ipv6 ? "-6" : "-4",
      layout.advertised ? "1" : "0",
      layout.way,
    ];
    const child = spawn("setpriv", words, {
      stdio: ["pipe", "pipe", "pipe"],
      env: { ...process.env, ...environment, SSHD: program },
    });
    this.#child = child;
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk));
    const until = async (word: string) => {
      for (let tries = 0; !said.split("\n").includes(word); tries++) {
        if (child.exitCode !== null || child.signalCode !== null || tries > PATIENCE * 50)
          throw new Error(`The host did not get to "${word}": ${said}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };
    await until("ready");
    const pid = child.pid ?? 0;
    ipBatch(worldNetwork(layout, pid));
    child.stdin.write("go\n");
    await until("up");
    const inside = Number(await readFile(`/proc/${pid}/task/${pid}/children`, "utf8").catch(() => "0"));
    if (inside === 0) throw new Error(`The host's SSH server ended: ${said}`);
    this.#inside = inside;
  }

  /** A path of the host as it is seen from here. */
  at(path: string): string {
    const [, top = "", ...rest] = path.split("/");
    return top === "var" ? join(this.folder, ...rest) : join(this.folder, top, ...rest);
  }

  /** Runs a script in all namespaces of the host. */
  run(script: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const words = ["-t", String(this.#inside), "-n", "-m", "-p", "-u", "sh", "-c", script];
      execFile("nsenter", words, { timeout: 60_000, maxBuffer: 1 << 24 }, (error, stdout, stderr) =>
        error && error.code === undefined ? reject(error) : resolve(stdout + stderr),
      );
    });
  }

  async #end(): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await ended;
  }

  async stop(): Promise<void> {
    await this.#end();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Private /etc, /run and /var/lib, the lines of its network, and what stands in the place of a slow tool. */
async function makeFolder(world: World, layout: Layout, folder: string): Promise<void> {
  await mkdir(folder);
  await cp(world.etc, join(folder, "etc"), { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
  for (const name of ["lib", "tools"]) await mkdir(join(folder, name), { recursive: true });
  await symlink(world.real, join(folder, "real"));
  for (const [name, content] of Object.entries(hostFiles(layout))) {
    await mkdir(dirname(join(folder, "etc", name)), { recursive: true });
    await writeFile(join(folder, "etc", name), content);
  }
  await writeFile(join(folder, "network"), `${hostNetwork(layout).join("\n")}\n`);
  await writeFile(join(folder, "routes"), `${hostRoutes(layout).join("\n")}\n`);
  const slow = (seconds: number) => (seconds > 0 ? `${world.real}/sleep ${seconds}\n` : "");
  await tool(folder, "sync", slow(layout.syncTakes));
  if (layout.ipTakes > 0) await tool(folder, "ip", `${slow(layout.ipTakes)}exec ${world.real}/ip "$@"\n`);
}

/** Stands for systemd: units run at boot, and every call fails. Without timers of systemd, the rollback timer is a process. */
const SYSTEMD = { "systemd-run": "exit 1\n", systemctl: '[ "$1" != stop ] || exit 5\nexit 1\n' };

/** Without systemd there is no boot guard: the next change undoes what is left. Both are real. */
const hasSystemd = (): boolean => Object.keys(SYSTEMD).every((name) => existsSync(join("/usr/bin", name)));

async function makeRun(folder: string, systemd: boolean): Promise<void> {
  for (const name of ["sshd", ...(systemd ? ["systemd/system"] : [])])
    await mkdir(join(folder, "run", name), { recursive: true });
  await chmod(join(folder, "run/sshd"), 0o755);
}

/** A disk is not asked to write for each of many hosts at once: what stands for sync only waits. */
async function tool(folder: string, name: string, body: string): Promise<void> {
  await writeFile(join(folder, "tools", name), `#!/bin/sh\n${body}`);
  await chmod(join(folder, "tools", name), 0o755);
}

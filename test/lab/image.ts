import { spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { ROOT } from "../root";
import { cached, recipe } from "./cache";
import { Control } from "./control";
import { asRoot, needHostTools } from "./hostTools";
import { labKeys, writeKnownHosts } from "./keys";
import { during } from "./progress";
import { type Guest, hardwareRecipe, killGuest, startGuest } from "./qemu";
import { monitor } from "./qmp";

const GUEST = join(ROOT, "test", "lab", "guest");

/** The snapshot every test starts from: booted, settled, nobody logged in. */
export const READY = "ready";

export function run(command: string, ...args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    child.stderr.on("data", (chunk) => {
      said = (said + chunk).slice(-4000);
    });
    child.once("error", reject);
    child.once("close", (code) =>
      code === 0 ? resolve() : reject(new Error(`${command} ended with ${code}:\n${said}`)),
    );
  });
}

/** Waits until both the machine's sshd (over em1) and the control channel answer and systemd has finished starting. */
export async function settled(guest: Guest, control: Control): Promise<void> {
  const deadline = Date.now() + 600_000;
  const ask = "systemctl is-system-running --wait >/dev/null; ping -c 1 -W 2 10.0.2.2 >/dev/null && echo ready";
  while ((await control.machine(ask, "", 60)).stdout !== "ready\n") {
    if (Date.now() > deadline)
      throw new Error(`Unable to boot the lab's guest: see ${join(guest.folder, "console.log")}.`);
    await pause(500);
  }
}

const inGuest = (...names: string[]) => names.map((name) => join(GUEST, name));

/** What Debian brings, kept apart: a change of ours does not fetch it again. */
function debian(): Promise<string> {
  const sources = inGuest("tree.sh", "slim.sh", "packages", "initramfs-modules", "network-scripts/packages");
  return cached(`lab-tree-${recipe(sources)}`, (folder) =>
    during("Fetching the lab's guest from Debian", () => run(...asRoot("sh", join(GUEST, "tree.sh"), folder))),
  );
}

async function build(folder: string): Promise<void> {
  const tree = await debian();
  const keys = await labKeys();
  await during("Making its disk", () => run(...asRoot("sh", join(GUEST, "build.sh"), tree, folder, keys)));
  await run("qemu-img", "create", "-q", "-f", "qcow2", "-b", "base.qcow2", "-F", "qcow2", join(folder, "disk.qcow2"));
  await during("Booting it once, for the snapshot", async () => {
    const guest = await startGuest(folder, folder);
    try {
      await writeKnownHosts(join(folder, "known_hosts"), Object.values(guest.ports));
      const control = new Control(guest, await labKeys());
      await settled(guest, control);
      await control.machine("journalctl --rotate -q; journalctl -q --vacuum-time=1s; sync");
      await control.drop();
      await monitor(join(folder, "qmp.sock"), `savevm ${READY}`);
    } finally {
      await killGuest(guest);
    }
  });
}

/** The folder with kernel, base disk and the disk that holds the snapshot; built when the recipe has no image yet. */
export async function labImage(): Promise<string> {
  needHostTools();
  return cached(`lab-${recipe([GUEST], ...hardwareRecipe())}`, build);
}

import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { cached } from "./cache";

const run = promisify(execFile);

async function make(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const generate = (file: string, type: string) =>
    run("ssh-keygen", ["-q", "-t", type, "-N", "", "-C", "lab", "-f", join(folder, file)]);
  await generate("id_ed25519", "ed25519");
  for (const type of ["ed25519", "ecdsa", "rsa"]) await generate(`ssh_host_${type}_key`, type);
}

/** The lab's SSH keys, made once per machine: the user's id_ed25519 and the guest's host keys. */
export const labKeys = (): Promise<string> => cached("lab-keys-1", make);

/** Writes a known_hosts file that names every port the guest is reached at. */
export async function writeKnownHosts(file: string, ports: number[]): Promise<void> {
  const keys = await labKeys();
  const lines: string[] = [];
  for (const type of ["ed25519", "ecdsa", "rsa"]) {
    const key = (await readFile(join(keys, `ssh_host_${type}_key.pub`), "utf8")).split(" ").slice(0, 2).join(" ");
    for (const port of ports) lines.push(`[127.0.0.1]:${port} ${key}`);
  }
  await writeFile(file, `${lines.join("\n")}\n`);
}

import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { CACHE, cached } from "../../lab/cache";

const INSTALLED = "/usr/sbin/sshd";
const NAME = "openssh-server-1";
const UNPACKED = join(CACHE, NAME);

/** Sees to it that there is an SSH server, before the network is gone: no host of the torture reaches a package server. */
export async function needSshServer(): Promise<void> {
  if (!existsSync(INSTALLED)) await cached(NAME, async (folder) => unpack(folder));
}

/** Debian's SSH server. Where it is not installed its package is only unpacked: to install it would start it for everybody. */
export function sshServer(): { program: string; environment: Record<string, string> } {
  if (existsSync(INSTALLED)) return { program: INSTALLED, environment: {} };
  const environment = { LD_LIBRARY_PATH: join(UNPACKED, "usr/lib/x86_64-linux-gnu") };
  return { program: join(UNPACKED, "usr/sbin/sshd"), environment };
}

function unpack(folder: string): void {
  const run = (program: string, ...words: string[]) =>
    execFileSync(program, words, { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  run("apt-get", "update");
  run("apt-get", "download", "openssh-server", "libwrap0");
  for (const name of readdirSync(folder).filter((each) => each.endsWith(".deb"))) run("dpkg-deb", "-x", name, folder);
}

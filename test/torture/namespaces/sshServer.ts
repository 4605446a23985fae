import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { CACHE, cached, recipe } from "../../lab/cache";
import { ROOT } from "../../root";

const INSTALLED = "/usr/sbin/sshd";
/** The server and the libraries that a small machine lacks. */
const PACKAGES = ["openssh-server", "libwrap0", "libnsl2", "libtirpc3"];
const NAME = `openssh-server-${recipe([join(ROOT, "test/torture/namespaces/sshServer.ts")])}`;
const LIBRARIES = ["usr/lib/x86_64-linux-gnu", "lib/x86_64-linux-gnu"];

export interface SshServer {
  program: string;
  environment: Record<string, string>;
}

const unpacked = (folder: string): SshServer => ({
  program: join(folder, INSTALLED),
  environment: { LD_LIBRARY_PATH: LIBRARIES.map((path) => join(folder, path)).join(":") },
});

/** What the server prints when it cannot run; undefined when it can. */
function fault({ program, environment }: SshServer): string | undefined {
  const { stderr, error } = spawnSync(program, ["-?"], { env: { ...process.env, ...environment }, encoding: "utf8" });
  return stderr?.includes("OpenSSH_") ? undefined : (error?.message ?? stderr);
}

const installed = (): boolean => fault({ program: INSTALLED, environment: {} }) === undefined;

/** Makes sure of an SSH server before the network is gone: no host of the torture reaches a package server. */
export async function needSshServer(): Promise<void> {
  if (installed()) return;
  const folder = await cached(NAME, async (aside) => unpack(aside));
  const why = fault(unpacked(folder));
  if (why !== undefined) throw new Error(`Unable to run Debian's SSH server from ${folder}: ${why}`);
}

/**
 * Debian's SSH server. Where it is not installed its package is only unpacked: an installation would start it.
 * It is copied to `folder`, because a host has folders of its own in the place of some of this machine's.
 */
export function sshServer(folder: string): SshServer {
  if (installed()) return { program: INSTALLED, environment: {} };
  for (const path of [INSTALLED, ...LIBRARIES])
    cpSync(join(CACHE, NAME, path), join(folder, path), { recursive: true });
  return unpacked(folder);
}

function unpack(folder: string): void {
  const run = (program: string, ...words: string[]) =>
    execFileSync(program, words, { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  run("apt-get", "update");
  run("apt-get", "download", "-o", "APT::Sandbox::User=root", ...PACKAGES);
  for (const name of readdirSync(folder).filter((each) => each.endsWith(".deb"))) run("dpkg-deb", "-x", name, folder);
}

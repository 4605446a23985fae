import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

const FOLDER = join(homedir(), ".cache/pulumi-linux-bond/openssh-server");

/**
 * Debian's SSH server. Where it is not installed its package is only unpacked: to install it would start it for everybody.
 */
export function sshServer(): { program: string; environment: Record<string, string> } {
  if (existsSync("/usr/sbin/sshd")) return { program: "/usr/sbin/sshd", environment: {} };
  const program = join(FOLDER, "usr/sbin/sshd");
  const environment = { LD_LIBRARY_PATH: join(FOLDER, "usr/lib/x86_64-linux-gnu") };
  if (!existsSync(program)) unpack();
  return { program, environment };
}

function unpack(): void {
  mkdirSync(FOLDER, { recursive: true });
  const run = (program: string, ...words: string[]) =>
    execFileSync(program, words, { cwd: FOLDER, stdio: ["ignore", "ignore", "inherit"] });
  run("apt-get", "update");
  run("apt-get", "download", "openssh-server", "libwrap0");
  for (const name of readdirSync(FOLDER).filter((each) => each.endsWith(".deb"))) run("dpkg-deb", "-x", name, FOLDER);
}

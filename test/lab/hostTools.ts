import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** Copied into the guest by the test of a host that has nothing else. */
export const BUSYBOX = "/bin/busybox";

export const PYTHON = "/usr/bin/python3";

/** What the lab needs from this machine: a file that shows it is there, and the Debian package that brings it. */
const NEEDED = [
  ["/usr/bin/qemu-system-x86_64", "qemu-system-x86"],
  ["/usr/bin/qemu-img", "qemu-utils"],
  ["/usr/bin/mmdebstrap", "mmdebstrap"],
  ["/sbin/mke2fs", "e2fsprogs"],
  ["/usr/bin/ssh-keygen", "openssh-client"],
  ["/usr/bin/shellcheck", "shellcheck"],
  [BUSYBOX, "busybox-static"],
  [PYTHON, "python3"],
  ["/usr/lib/python3/dist-packages/pip", "python3-pip"],
] as const;

const missing = () => NEEDED.filter(([file]) => !existsSync(file)).map(([, name]) => name);

/** The words before a command that make it run as root; undefined when we have no way to. */
function rootRights(): string[] | undefined {
  if (process.getuid?.() === 0) return [];
  return spawnSync("sudo", ["-n", "true"]).status === 0 ? ["sudo", "-n"] : undefined;
}

/** A command as root, where the guest is built: its files belong to many users. Running it needs no root. */
export function asRoot(...words: string[]): [string, ...string[]] {
  const rights = rootRights();
  if (rights === undefined)
    throw new Error(
      "Unable to build the lab's guest: it takes root once. Type: sudo -v, and then the same command again.",
    );
  const [program = "", ...args] = [...rights, ...words];
  return [program, ...args];
}

/** Installs what the lab needs from Debian, or says which one command does. */
export function needHostTools(): void {
  const packages = missing();
  if (packages.length === 0) return;
  const install = ["apt-get", "install", "-y", "--no-install-recommends", ...packages];
  const rights = rootRights();
  if (rights === undefined)
    throw new Error(`Unable to bring the lab up: ${packages.join(", ")} missing. Type: sudo ${install.join(" ")}`);
  console.log(`The lab needs ${packages.join(", ")}: installing from Debian's packages ...`);
  for (const command of [["apt-get", "update"], install]) {
    const [program = "", ...args] = [...rights, ...command];
    execFileSync(program, args, {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
  }
}

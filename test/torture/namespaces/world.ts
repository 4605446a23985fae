import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../../root";
import { CLIENT } from "./layout";
import { type SshServer, sshServer } from "./sshServer";

/** What every host of a run has in common, and where all of them lie. */
export interface World {
  folder: string;
  /** /etc of a host before it is drawn. */
  etc: string;
  /** Real programs, for those that stand in the place of one. */
  real: string;
  server: SshServer;
  privateKey: string;
  hostKey: string;
  /** Advertises a router to every host. */
  router: ChildProcess;
}

/** What a Debian program needs of /etc to run. */
const NEEDED = ["alternatives", "group", "hosts", "ld.so.cache", "protocols", "services"];

const SSHD = `Port 22
HostKey /etc/ssh/host
AuthorizedKeysFile /etc/ssh/authorized
PermitRootLogin yes
StrictModes no
UsePAM no
UseDNS no
PidFile none
LogLevel ERROR
MaxStartups 200
`;

const run = (program: string, ...words: string[]) =>
  execFileSync(program, words, { stdio: ["ignore", "ignore", "inherit"] });

/** Runs lines of ip, all in one process. */
export function ipBatch(lines: readonly string[]): void {
  const { status, stderr } = spawnSync("ip", ["-batch", "-"], { input: `${lines.join("\n")}\n`, encoding: "utf8" });
  if (status !== 0) throw new Error(`Unable to set up the network: ${stderr}`);
}

function makeEtc(etc: string): void {
  mkdirSync(join(etc, "ssh"), { recursive: true });
  for (const name of NEEDED.filter((each) => existsSync(join("/etc", each))))
    cpSync(join("/etc", name), join(etc, name), { recursive: true, verbatimSymlinks: true });
  writeFileSync(join(etc, "passwd"), "root:*:0:0::/root:/bin/sh\nsshd:*:104:65534::/run/sshd:/usr/sbin/nologin\n");
  writeFileSync(join(etc, "nsswitch.conf"), "passwd: files\ngroup: files\nshadow: files\nhosts: files dns\n");
  writeFileSync(join(etc, "machine-id"), "5eed0000000000000000000000000000\n");
  writeFileSync(join(etc, "ssh", "sshd_config"), SSHD);
  for (const key of ["host", "user"]) run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", join(etc, "ssh", key));
  copyFileSync(join(etc, "ssh", "user.pub"), join(etc, "ssh", "authorized"));
}

/**
 * Makes the world in the network and mount namespaces of this process: the client's addresses and what hosts are made of,
 * in memory, so that all of it is gone with the process.
 */
export function makeWorld(): World {
  const folder = mkdtempSync(join(tmpdir(), "torture-"));
  run("mount", "--make-rprivate", "/");
  run("mount", "-t", "tmpfs", "-o", "mode=755", "tmpfs", folder);
  ipBatch(["link set lo up", `addr add ${CLIENT[4]}/32 dev lo`, `addr add ${CLIENT[6]}/128 dev lo nodad`]);
  const [etc, real] = [join(folder, "etc"), join(folder, "real")];
  makeEtc(etc);
  mkdirSync(real);
  for (const tool of ["ip", "sleep"]) {
    const path = execFileSync("sh", ["-c", `readlink -f "$(command -v ${tool})"`], { encoding: "utf8" }).trim();
    copyFileSync(path, join(real, tool));
    chmodSync(join(real, tool), 0o755);
  }
  const hostKey = readFileSync(join(etc, "ssh", "host.pub"), "utf8").trim();
  const server = sshServer(join(folder, "server"));
  const advertise = join(ROOT, "test/torture/namespaces/advertise.pl");
  const router = spawn("setpriv", ["--pdeathsig", "KILL", "perl", advertise], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  return { folder, etc, real, server, router, privateKey: readFileSync(join(etc, "ssh", "user"), "utf8"), hostKey };
}

export function endWorld({ folder, router }: World): void {
  router.kill();
  spawnSync("umount", ["-l", folder]);
  rmSync(folder, { recursive: true, force: true });
}

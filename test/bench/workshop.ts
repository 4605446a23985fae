import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { desired } from "../../provider/check";
import { renderFiles } from "../../provider/stacks/network-scripts/render";
import type { Lab } from "../lab/lab";
import { onRack, type RackHost } from "../lab/rack";
import { ROOT } from "../root";
import { rootFile } from "../unit/observedFixture";

const run = promisify(execFile);
const NETWORK = "/etc/sysconfig/network";

/** What a host of the rack is to have. */
export const bond = (host: RackHost, miimon: number) => ({
  device: "bond0",
  mode: "active-backup",
  members: ["em1", "em2"],
  options: { miimon },
  addresses: [`${host.address}/24`],
  gateway: "10.0.2.2",
});

/** A folder with the files of every host (the very ones that our package writes), and the way to the hosts as OpenSSH reads it. */
export class Workshop {
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
    const loop = `printf '%s\\n' "$1" | xargs -P ${this.hosts.length} -I{} sh -c "$2"`;
    return run("sh", ["-c", loop, "sh", names, command], { cwd: this.folder, maxBuffer: 64 << 20 });
  }

  close = () => rm(this.folder, { recursive: true });
}

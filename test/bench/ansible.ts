import { execFile } from "node:child_process";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { cached } from "../lab/cache";
import type { Lab } from "../lab/lab";

const run = promisify(execFile);
const VERSION = "2.19.14";

/** What Ansible's modules need on a host that the lab's guest does not have: Python, from Debian. */
const PYTHON = ["python3.11-minimal", "libpython3.11-minimal", "libpython3.11-stdlib", "libexpat1", "libffi8"];

/** Ansible as PyPI has it, in a folder of its own. */
const ansible = () =>
  cached(`ansible-${VERSION}`, async (folder) => {
    const options = ["--quiet", "--disable-pip-version-check", "--target", folder];
    await run("python3", ["-m", "pip", "install", ...options, `ansible-core==${VERSION}`]);
  });

/** Debian's Python as a compressed tar, compiled already. */
const python = () =>
  cached("guest-python-1", async (folder) => {
    const tree = join(folder, "tree");
    await mkdir(tree);
    await run("apt-get", ["download", "-q", ...PYTHON], { cwd: folder });
    await run("sh", ["-c", 'for deb in *.deb; do dpkg-deb -x "$deb" tree; done'], { cwd: folder });
    await run("python3", ["-m", "compileall", "-q", join(tree, "usr/lib/python3.11")]).catch(() => {});
    await run("tar", ["-C", tree, "-czf", join(folder, "python.tar.gz"), "."]);
    await rm(tree, { recursive: true });
  });

/** Gives the machine under test Python, and so every host of the rack that is made afterwards. */
export async function givePython(lab: Lab): Promise<void> {
  const tar = join(await python(), "python.tar.gz");
  const { stdout } = await run("base64", [tar], { maxBuffer: 256 << 20 });
  // Debian's libraries lie where /lib is a link to: the tar must not put a folder in its place.
  const { code, stderr } = await lab.machine("base64 -d | tar -xz -C / --keep-directory-symlink", stdout);
  if (code !== 0) throw new Error(`Unable to give the lab's guest Python: ${stderr}`);
}

/** Runs the playbook of a folder on all hosts of its inventory at once, as an OpenSSH configuration leads to them. */
export async function play(folder: string, forks: number, ...flags: string[]): Promise<void> {
  const modules = await ansible();
  const env = {
    ...process.env,
    PYTHONPATH: modules,
    ANSIBLE_HOME: join(folder, "ansible"),
    ANSIBLE_PIPELINING: "true",
    ANSIBLE_FORKS: String(forks),
    ANSIBLE_SSH_ARGS: `-F ${join(folder, "ssh_config")} -o ControlMaster=auto -o ControlPersist=60s`,
    ANSIBLE_PYTHON_INTERPRETER: "/usr/bin/python3.11",
  };
  const words = ["-m", "ansible", "playbook", "-i", join(folder, "inventory"), join(folder, "playbook.yml"), ...flags];
  await run("python3", words, { env, maxBuffer: 64 << 20 });
}

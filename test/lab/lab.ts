import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Control, type Said } from "./control";
import { labImage, READY, run, settled } from "./image";
import { labKeys, writeKnownHosts } from "./keys";
import { defaultLab } from "./lanes";
import { type Guest, killGuest, runningGuest, startGuest } from "./qemu";
import { monitor } from "./qmp";

/** The address of the machine under test, on em1 at first. */
export const MACHINE_ADDRESS = "10.0.2.15";

/** A virtual machine and its surroundings: the machine under test, its switch, and a way in that needs neither. */
export class Lab {
  private constructor(
    private readonly guest: Guest,
    private readonly keys: string,
    readonly control: Control,
  ) {}

  /** The folder of an instance; its sockets need a short path. */
  static folder = (name: string) => join(tmpdir(), `linux-bond-lab-${userInfo().uid}`, name);

  /** The names of all instances that have been brought up. */
  static names = (): Promise<string[]> => readdir(dirname(Lab.folder("any"))).catch(() => []);

  /** The instance that runs already, if one does. */
  static async running(name = defaultLab()): Promise<Lab | undefined> {
    const guest = await runningGuest(Lab.folder(name));
    return guest === undefined ? undefined : Lab.over(guest);
  }

  /** The instance, brought up from the snapshot if it does not run. An instance of an older recipe is replaced. */
  static async up(name = defaultLab()): Promise<Lab> {
    const image = await labImage();
    const folder = Lab.folder(name);
    const guest = await runningGuest(folder);
    const same = (await readFile(join(folder, "image"), "utf8").catch(() => "")) === image;
    if (guest !== undefined && same) return Lab.over(guest);
    if (guest !== undefined) await killGuest(guest);
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await copyFile(join(image, "disk.qcow2"), join(folder, "disk.qcow2"));
    await run("qemu-img", "rebase", "-u", "-b", join(image, "base.qcow2"), "-F", "qcow2", join(folder, "disk.qcow2"));
    const lab = await Lab.over(await startGuest(image, folder, READY));
    await writeFile(join(folder, "image"), image);
    await lab.awake();
    return lab;
  }

  /** The instance in working order: one that answers nothing any more is replaced. */
  static async sound(name = defaultLab()): Promise<Lab> {
    const lab = await Lab.up(name);
    if ((await lab.machine("true", "", 30)).code === 0) return lab;
    await lab.down();
    return Lab.up(name);
  }

  private static async over(guest: Guest): Promise<Lab> {
    const keys = await labKeys();
    await writeKnownHosts(join(guest.folder, "known_hosts"), Object.values(guest.ports));
    return new Lab(guest, keys, new Control(guest, keys));
  }

  /** What an SSH client needs to reach a guest address; the machine's own by default. */
  connection(address = MACHINE_ADDRESS) {
    return {
      host: "127.0.0.1",
      port: this.guest.ports[address] ?? 0,
      user: "root",
      privateKeyPath: join(this.keys, "id_ed25519"),
      knownHostsPath: join(this.guest.folder, "known_hosts"),
    };
  }

  get folder() {
    return this.guest.folder;
  }

  machine = (command: string, input?: string, timeout?: number): Promise<Said> =>
    this.control.machine(command, input, timeout);
  switch = (command: string, input?: string, timeout?: number): Promise<Said> =>
    this.control.switch(command, input, timeout);

  /** Back to a snapshot; the one that is always there: booted, em1 up, no bond. */
  async reset(snapshot = READY): Promise<void> {
    await this.control.drop();
    await this.monitor(`loadvm ${snapshot}`);
    await this.awake();
  }

  /** Keeps the guest as it is now under a name, for `reset`. */
  save = (snapshot: string) => this.monitor(`savevm ${snapshot}`);

  /** The guest's clock stood still in the snapshot; sets it, once the guest answers. */
  private async awake(): Promise<void> {
    const deadline = Date.now() + 180_000;
    while ((await this.machine(`date -s @${Date.now() / 1000} >/dev/null`, "", 30)).code !== 0) {
      if (Date.now() > deadline) throw new Error(`The lab's guest does not answer: see ${this.folder}/console.log.`);
      await pause(200);
    }
  }

  /** Takes the switch's port of a member down or up: what pulling and plugging its cable does. */
  cutLink = (member: string) => this.switch(`ip link set ${member.replace("em", "port")} down`);
  restoreLink = (member: string) => this.switch(`ip link set ${member.replace("em", "port")} up`);
  lacpPartner = (on: boolean) => this.switch(`/usr/local/lib/lab/partner ${on ? "on" : "off"}`);

  /** A power cut: the machine stands still, its memory is lost. */
  async powerOff(): Promise<void> {
    await this.control.drop();
    await this.monitor("stop");
    await this.monitor("system_reset");
  }

  /** Power is back: a boot from the disk as it is, until the guest has settled. */
  async boot(): Promise<void> {
    await this.monitor("cont");
    await settled(this.guest, this.control);
    await this.awake();
  }

  async powerCycle(): Promise<void> {
    await this.powerOff();
    await this.boot();
  }

  private monitor = (line: string) => monitor(join(this.folder, "qmp.sock"), line);

  /** The machine's journal of this boot, or since a time as journalctl understands it. */
  journal = async (since = "-1 day") =>
    (await this.machine(`journalctl -b --no-pager -o short-precise --since '${since}'`)).stdout;

  /** What the virtual processors are doing: the only witness of a guest that answers nothing any more. */
  processors = () => this.monitor("info registers -a");

  console = () => readFile(join(this.folder, "console.log"), "utf8");

  async down(): Promise<void> {
    await this.control.drop();
    await killGuest(this.guest);
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** The guest of a name, brought up if it does not run. Whoever needs the state of a fresh boot calls `reset()`. */
export const lab = (name?: string): Promise<Lab> => Lab.up(name);

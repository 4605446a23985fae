import { isIP } from "node:net";
import { MODES, type Mode } from "../../provider/options/modes";
import { CHOICES, meaning, printed } from "./choices";
import { Refusal } from "./refusal";

const TICKED = ["updelay", "downdelay", "peer_notif_delay"];
const MOST_TARGETS = 16;
const PRIMARY_MODES = [1, 5, 6];
const LACP = 4;
const ALB = 6;
const DEFAULT_MIIMON = 100;
const HIDDEN_OUTSIDE_LACP = ["ad_actor_sys_prio", "ad_user_port_key"];

/**
 * One bond of the driver: its parameters and what each write to /sys/class/net/BOND/bonding/ does to them. Members and
 * links belong to the kernel around it, which is asked through `facts`.
 */
export class Bond {
  private readonly numbers = new Map(Object.entries(CHOICES).map(([name, { byDefault }]) => [name, byDefault]));
  private targets: string[] = [];
  private system = "00:00:00:00:00:00";
  /** The name written to `primary`: remembered until such a member joins. */
  recorded = "";
  /** The member that is the primary. */
  primary: string | undefined;
  members: string[] = [];
  readonly queues = new Map<string, number>();

  constructor(
    readonly name: string,
    private readonly release: string,
  ) {}

  number(option: string): number {
    return this.numbers.get(option) ?? 0;
  }

  get mode(): number {
    return this.number("mode");
  }

  /** Members wear the address of whatever is active instead of the bond's. */
  get macFollows(): boolean {
    return this.mode === 1 && this.number("fail_over_mac") !== 0;
  }

  get usesPrimary(): boolean {
    return PRIMARY_MODES.includes(this.mode);
  }

  /** A write of `text` to the option's file while the device is up or not. */
  write(option: string, text: string, up: boolean, queues: number): void {
    const name = option === "num_unsol_na" ? "num_grat_arp" : option;
    const choice = CHOICES[name];
    if (!choice) {
      this.writeRaw(name, text, queues);
      return;
    }
    if (choice.notIn?.includes(this.mode)) throw new Refusal("EACCES", `${name} in mode ${this.mode}`);
    if (choice.empty && this.members.length > 0) throw new Refusal("ENOTEMPTY", name);
    if (choice.down && up) throw new Refusal("EBUSY", name);
    this.set(name, meaning(name, text));
  }

  private set(name: string, number: number): void {
    if (TICKED.includes(name)) {
      this.setTicks(name, number);
      return;
    }
    this.numbers.set(name, number);
    if (name === "mode") this.afterMode();
    if (name === "miimon" && number > 0 && this.number("arp_interval") > 0) {
      this.numbers.set("arp_interval", 0);
      this.numbers.set("arp_validate", 0);
    }
    if (name === "arp_interval" && number > 0) this.numbers.set("miimon", 0);
  }

  private afterMode(): void {
    if (this.mode >= LACP) {
      this.numbers.set("arp_interval", 0);
      if (this.number("miimon") === 0) this.numbers.set("miimon", DEFAULT_MIIMON);
    }
    if (this.mode === ALB) this.numbers.set("tlb_dynamic_lb", 1);
    this.numbers.set("arp_validate", 0);
  }

  /** Delays are kept as a count of monitor ticks, rounded down. */
  private setTicks(name: string, milliseconds: number): void {
    const miimon = this.number("miimon");
    if (miimon === 0) throw new Refusal("EPERM", `${name} without miimon`);
    this.numbers.set(name, Math.floor(milliseconds / miimon));
  }

  private writeRaw(name: string, text: string, queues: number): void {
    const line = text.split("\n")[0] ?? "";
    if (name === "primary") this.writePrimary(line);
    else if (name === "arp_ip_target") this.writeTarget(line);
    else if (name === "ad_actor_system") this.writeSystem(line);
    else if (name === "queue_id") this.writeQueue(line, queues);
    else throw new Refusal("ENOENT", `no option ${name}`);
  }

  private writePrimary(line: string): void {
    if (!this.usesPrimary) throw new Refusal("EACCES", `primary in mode ${this.mode}`);
    this.recorded = line.slice(0, 15);
    this.primary = this.members.includes(line) ? line : undefined;
  }

  private writeTarget(line: string): void {
    const address = line.slice(1);
    if (isIP(address) !== 4 || !/^[+-]/.test(line)) throw new Refusal("EPERM", `arp_ip_target ${line}`);
    const present = this.targets.includes(address);
    if (address.startsWith("0.") || address === "255.255.255.255") throw new Refusal("EINVAL", line);
    if (line.startsWith("-") !== present) throw new Refusal("EINVAL", `arp_ip_target ${line}`);
    if (present) this.targets = this.targets.filter((target) => target !== address);
    else if (this.targets.length >= MOST_TARGETS) throw new Refusal("EINVAL", "arp_ip_target is full");
    else this.targets.push(address);
  }

  private writeSystem(line: string): void {
    if (this.mode !== LACP) throw new Refusal("EACCES", `ad_actor_system in mode ${this.mode}`);
    const octets = line.slice(0, 17).split(":");
    const valid = octets.length === 6 && octets.every((octet) => /^[0-9a-f]{2}$/i.test(octet));
    const tooOld = Number.parseInt(this.release, 10) < 5 && octets.every((octet) => octet === "00");
    if (!valid || tooOld || Number.parseInt(octets[0] ?? "", 16) % 2 === 1)
      throw new Refusal("EINVAL", `ad_actor_system ${line}`);
    this.system = line.slice(0, 17).toLowerCase();
  }

  private writeQueue(line: string, queues: number): void {
    const [member = "", text = ""] = line.split(":");
    const queue = Number.parseInt(text, 10);
    const taken = [...this.queues].some(([other, id]) => other !== member && queue !== 0 && id === queue);
    const known = this.members.includes(member);
    if (!Number.isInteger(queue) || queue < 0 || queue > queues || !known || taken) throw new Refusal("EPERM", line);
    this.queues.set(member, queue);
  }

  joined(member: string): void {
    this.members.push(member);
    this.queues.set(member, 0);
    if (this.usesPrimary && this.recorded === member) this.primary = member;
  }

  left(member: string): void {
    this.members = this.members.filter((other) => other !== member);
    this.queues.delete(member);
    if (this.primary === member) this.primary = undefined;
  }

  /** Every option file as it reads, without the final newline. */
  files(): Record<string, string> {
    return this.read(this.mode === LACP, this.primary);
  }

  /** The same as it would read in a mode, if nothing changed with the mode. */
  filesIn(mode: Mode): Record<string, string> {
    const number = MODES.indexOf(mode);
    const known = PRIMARY_MODES.includes(number) && this.members.includes(this.recorded);
    return this.read(number === LACP, known ? this.recorded : undefined);
  }

  private read(lacp: boolean, primary: string | undefined): Record<string, string> {
    const miimon = this.number("miimon");
    const plain = [...this.numbers].map(([name, number]): [string, string] => {
      if (HIDDEN_OUTSIDE_LACP.includes(name) && !lacp) return [name, ""];
      return [name, printed(name, TICKED.includes(name) ? number * miimon : number)];
    });
    return {
      ...Object.fromEntries(plain),
      num_unsol_na: printed("num_grat_arp", this.number("num_grat_arp")),
      arp_ip_target: this.targets.join(" "),
      primary: primary ?? "",
      ad_actor_system: lacp ? this.system : "",
      queue_id: this.members.map((member) => `${member}:${this.queues.get(member) ?? 0}`).join(" "),
      slaves: this.members.join(" "),
    };
  }
}

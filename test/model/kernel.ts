import { isIpv6 } from "../../provider/ip/text";
import type { KernelRule } from "../../provider/model/observed";
import { agrees, sameRule, shownRule } from "../../provider/routing/rule";
import { Bond } from "./bond";
import { Refusal } from "./refusal";
import { type ModelRoute, Routes } from "./routes";

/** A network device of the model. */
export interface Device {
  name: string;
  kind: string;
  up: boolean;
  mtu: number;
  mac: string;
  permanentMac: string;
  master?: string;
  parent?: string;
  addresses: string[];
  /** What the driver gives back when it lets a member go. */
  before?: { mtu: number; mac: string };
  /** The MAC of a bond that nobody set: the next first member's is taken. */
  randomMac?: boolean;
}

const QUEUES = 16;
/** The part of Linux that bonds live in: devices, the bonding driver, addresses, routes. */
export class Kernel {
  readonly devices = new Map<string, Device>();
  readonly bonds = new Map<string, Bond>();
  readonly routes = new Routes(this);
  rules: KernelRule[] = [];
  private made = 0;

  /** What `uname -r` says; the driver of a kernel before 5 is stricter. */
  constructor(readonly version = "6.1.0-40-amd64") {}

  addNic(name: string, mac: string): void {
    this.devices.set(name, { name, kind: "", up: false, mtu: 1500, mac, permanentMac: mac, addresses: [] });
  }

  addVlan(name: string, parent: string): void {
    const { mac, mtu } = this.device(parent);
    this.devices.set(name, { name, kind: "vlan", up: false, mtu, mac, permanentMac: mac, parent, addresses: [] });
  }

  /** Its MAC is that of its ports in a real kernel: it says nothing of how often the bridge was made. */
  addBridge(name: string): void {
    const mac = "ba:00:00:00:00:01";
    this.devices.set(name, { name, kind: "bridge", up: false, mtu: 1500, mac, permanentMac: mac, addresses: [] });
  }

  deleteBridge(name: string): void {
    for (const device of this.devices.values()) if (device.master === name) delete device.master;
    this.devices.delete(name);
    this.routes.prune();
  }

  device(name: string): Device {
    const device = this.devices.get(name);
    if (!device) throw new Refusal("ENODEV", name);
    return device;
  }

  bond(name: string): Bond {
    const bond = this.bonds.get(name);
    if (!bond) throw new Refusal("ENOENT", `${name} is no bond`);
    return bond;
  }

  createBond(name: string): void {
    if (this.devices.has(name)) throw new Refusal("EEXIST", name);
    const mac = this.randomMac();
    const addresses: string[] = [];
    this.devices.set(name, {
      name,
      kind: "bond",
      up: false,
      mtu: 1500,
      mac,
      permanentMac: mac,
      addresses,
      randomMac: true,
    });
    this.bonds.set(name, new Bond(name, this.version));
  }

  deleteBond(name: string): void {
    const bond = this.bonds.get(name);
    if (!bond) throw new Refusal("ENODEV", name);
    for (const member of [...bond.members]) this.release(name, member);
    for (const vlan of this.above(name)) this.devices.delete(vlan.name);
    this.bonds.delete(name);
    this.devices.delete(name);
    this.routes.prune();
  }

  private randomMac(): string {
    this.made += 1;
    return `da:00:00:00:00:${this.made.toString(16).padStart(2, "0").slice(-2)}`;
  }

  enslave(bondName: string, member: string): void {
    const bond = this.bond(bondName);
    const [master, device] = [this.device(bondName), this.device(member)];
    if (device.master !== undefined) throw new Refusal("EBUSY", `${member} is in ${device.master}`);
    if (bondName === member) throw new Refusal("EPERM", `${member} into itself`);
    if (device.up) throw new Refusal("EPERM", `${member} is up`);
    if (bond.members.length === 0 && master.randomMac) {
      master.mac = device.mac;
      delete master.randomMac;
    }
    device.before = { mtu: device.mtu, mac: device.mac };
    device.mtu = master.mtu;
    if (!bond.macFollows && bond.mode < 5) device.mac = master.mac;
    device.master = bondName;
    device.up = true;
    bond.joined(member);
  }

  release(bondName: string, member: string): void {
    const bond = this.bond(bondName);
    const device = this.device(member);
    if (device.master !== bondName) throw new Refusal("EINVAL", `${member} is not in ${bondName}`);
    bond.left(member);
    delete device.master;
    this.setUp(member, false);
    device.mtu = device.before?.mtu ?? device.mtu;
    if (bond.mode !== 1 || bond.number("fail_over_mac") !== 1) device.mac = device.before?.mac ?? device.mac;
    delete device.before;
    const master = this.device(bondName);
    if (bond.members.length > 0) return;
    master.mac = this.randomMac();
    master.randomMac = true;
  }

  /** A write to /sys/class/net/BOND/bonding/OPTION. */
  write(bondName: string, option: string, text: string): void {
    const bond = this.bond(bondName);
    if (option !== "slaves") {
      bond.write(option, text, this.device(bondName).up, QUEUES);
      return;
    }
    const [, sign, name] = /^\s*([+-])(\S+)/.exec(text) ?? [];
    if (!sign || !name) throw new Refusal("EPERM", `slaves ${text}`);
    if (sign === "+") this.enslave(bondName, name);
    else this.release(bondName, name);
  }

  above(name: string): Device[] {
    return [...this.devices.values()].filter(({ parent }) => parent === name);
  }

  /** Down takes VLANs along, and every IPv6 address and route; up brings VLANs up, and nothing else. */
  setUp(name: string, up: boolean): void {
    const device = this.device(name);
    if (device.up === up) return;
    if (up && device.parent && !this.device(device.parent).up)
      throw new Refusal("ENETUNREACH", `${name} over a downed device`);
    device.up = up;
    if (!up) device.addresses = device.addresses.filter((cidr) => !isIpv6(cidr));
    for (const vlan of this.above(name)) this.setUp(vlan.name, up);
    this.routes.prune();
  }

  setMtu(name: string, mtu: number): void {
    if (mtu < 68 || mtu > 65535) throw new Refusal("EINVAL", `MTU ${mtu}`);
    const device = this.device(name);
    const parent = device.parent === undefined ? undefined : this.device(device.parent);
    if (parent && mtu > parent.mtu) throw new Refusal("EINVAL", `MTU ${mtu} above the device below`);
    device.mtu = mtu;
    for (const member of this.bonds.get(name)?.members ?? []) this.device(member).mtu = mtu;
    for (const vlan of this.above(name)) if (vlan.mtu > mtu) vlan.mtu = mtu;
  }

  setMac(name: string, mac: string): void {
    const device = this.device(name);
    const bond = this.bonds.get(name);
    if (bond?.macFollows) {
      delete device.randomMac; // nothing is changed, but the address counts as chosen from now on
      return;
    }
    const first = Number.parseInt(mac.slice(0, 2), 16);
    if (first % 2 === 1 || /^[0:]*$/.test(mac)) throw new Refusal("EADDRNOTAVAIL", mac);
    device.mac = mac;
    delete device.randomMac;
    if (bond && bond.mode < 5) for (const member of bond.members) this.device(member).mac = mac;
  }

  addAddress(name: string, cidr: string): void {
    const device = this.device(name);
    if (device.addresses.includes(cidr)) throw new Refusal("EEXIST", cidr);
    device.addresses.push(cidr);
  }

  /** With the first IPv4 address of a network all others of it go (promote_secondaries is off in a bare kernel). */
  deleteAddress(name: string, cidr: string): void {
    const device = this.device(name);
    if (!device.addresses.includes(cidr)) throw new Refusal("EADDRNOTAVAIL", cidr);
    const same = device.addresses.filter((other) => !isIpv6(cidr) && sameNetwork(cidr, other));
    const lost = same[0] === cidr ? same : [cidr];
    device.addresses = device.addresses.filter((other) => !lost.includes(other));
    this.routes.prune();
  }

  flush(name: string): void {
    this.device(name).addresses = [];
    this.routes.prune();
  }

  addRoute(route: ModelRoute): void {
    this.routes.replace(route);
  }

  /** Without a priority it gets one below all that there are. */
  addRule(rule: KernelRule): void {
    const lowest = Math.min(32766, ...this.rules.map(({ priority = 0 }) => priority));
    const whole = { ...rule, priority: rule.priority ?? lowest - 1 };
    if (this.rules.some((one) => sameRule(one, whole))) throw new Refusal("EEXIST", shownRule(rule));
    this.rules = [...this.rules, whole];
  }

  deleteRule(rule: KernelRule): void {
    const first = this.rules.find((one) => one.family === rule.family && agrees(one, rule));
    if (first === undefined) throw new Refusal("ENOENT", shownRule(rule));
    this.rules = this.rules.filter((one) => one !== first);
  }
}

function sameNetwork(a: string, b: string): boolean {
  const [address = "", bits = ""] = a.split("/");
  const [other = "", otherBits = ""] = b.split("/");
  return bits === otherBits && !isIpv6(b) && masked(address, Number(bits)) === masked(other, Number(bits));
}

function masked(address: string, bits: number): number {
  const number = address.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return Math.floor(number / 2 ** (32 - bits));
}

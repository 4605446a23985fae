import type { Cause } from "../../../model/boot";
import type { Files, Observed } from "../../../model/observed";
import { bootView, namesMaster, startsAtBoot } from "../greps";
import { isFalse } from "../switches";
import { type Interface, interfaces, networkValues } from "./interfaces";

/** Of a host what a boot depends on beside its files. */
export type Machine = Pick<Observed, "links" | "stack">;

/** Names, less their digits, behind which the scripts find another script than that for network cards. */
const OTHER_SCRIPTS = /^(Team|TeamPort|aliases|bnep|ippp|ipv6|isdn|plip|plusb|post|ppp|routes|sit|tunnel|wireless)$/;

/** Kinds of devices that exist only until the next boot, unless a file makes them. */
const MADE = ["bond", "bridge", "vlan", "macvlan", "ipvlan", "vxlan"];

/** What comes up at a boot of a machine that has these files. */
export class Start {
  readonly all: Interface[];
  private readonly network: Record<string, string> | undefined;

  constructor(
    files: Files,
    private readonly machine: Machine,
  ) {
    this.all = interfaces(files);
    this.network = networkValues(files);
  }

  /** Why a device is not up, or carries nothing, after a boot with this file; undefined: it is up. */
  whyDown(one: Interface, depth = 8): Cause | undefined {
    if (depth === 0) return { why: `${one.device} stands on itself`, next: `Mend ${one.file}` };
    return this.notStarted(one) ?? this.notThere(one) ?? this.carriesNothing(one, depth);
  }

  /** The files that make a device a member of this bond when it comes up. */
  membersOf(device: string): Interface[] {
    const found = this.all.filter(({ text, values }) => namesMaster(text, device) && values.MASTER === device);
    return found.filter((one) => one.values.SLAVE === "yes" && this.notThere(one) === undefined);
  }

  private byManager(one: Interface): boolean {
    const { networkManager } = this.machine.stack;
    return ["running", "stopped"].includes(networkManager) && !isFalse(bootView(one.text).NM_CONTROLLED);
  }

  private notStarted(one: Interface): Cause | undefined {
    const { file, text } = one;
    if (!startsAtBoot(text)) return { why: `${file} says ONBOOT=no`, next: "Declare onBoot: true" };
    if (this.byManager(one)) return undefined;
    const service = this.machine.stack.networkService;
    if (service !== "enabled")
      return { why: `the network service is ${service}`, next: "Run `systemctl enable network`" };
    if (this.network === undefined)
      return { why: "there is no /etc/sysconfig/network", next: 'Write it with the line "NETWORKING=yes"' };
    if (isFalse(this.network.NETWORKING))
      return {
        why: `/etc/sysconfig/network says NETWORKING=${this.network.NETWORKING}`,
        next: "Write NETWORKING=yes there",
      };
    if (bootView(text).SLAVE === "yes") return { why: `${file} is a member's`, next: `Take SLAVE out of ${file}` };
    return undefined;
  }

  private notThere(one: Interface): Cause | undefined {
    const { file, device, values, kind } = one;
    const type = values.DEVICETYPE ?? (values.TYPE === "Ethernet" ? "eth" : device.replace(/\d*$/, ""));
    const script = [type, values.TYPE ?? ""].find((word) => OTHER_SCRIPTS.test(word));
    if (script !== undefined)
      return { why: `the scripts run ifup-${script} for ${device}`, next: `Write DEVICETYPE=eth in ${file}` };
    if (kind !== "plain") return undefined;
    const link = this.machine.links[device];
    const made = values.BONDING_OPTS !== undefined && values.BONDING_OPTS !== "";
    if (!made && (link === undefined || MADE.includes(link.kind)))
      return link?.kind === "bond"
        ? { why: `${file} has no BONDING_OPTS`, next: `Write BONDING_OPTS in ${file}` }
        : { why: `there is no device ${device}`, next: `Mend DEVICE in ${file}` };
    const mac = values.HWADDR?.toLowerCase();
    const own = link?.permanentMac ?? link?.mac;
    if (!made && mac && own && mac !== own)
      return { why: `HWADDR in ${file} is not the address of ${device}`, next: `Take HWADDR out of ${file}` };
    return undefined;
  }

  /** What stands on others, or consists of them, is up only with them. */
  private carriesNothing(one: Interface, depth: number): Cause | undefined {
    const { file, device, values, kind } = one;
    if (kind === "vlan") return this.below(parentOf(one), `${device} stands on it`, depth);
    if (kind === "bridge") {
      const ports = this.all.filter(({ values: { BRIDGE } }) => BRIDGE === device);
      const reasons = ports.map((port) => this.whyDown(port, depth - 1));
      if (reasons.some((reason) => reason === undefined)) return undefined;
      return reasons[0] ?? { why: `no file would have BRIDGE=${device}`, next: `Declare bridge: "${device}"` };
    }
    if (!values.BONDING_OPTS || this.membersOf(device).length > 0) return undefined;
    return { why: `no device would be a member by ${file}`, next: "Declare members" };
  }

  private below(name: string, why: string, depth: number): Cause | undefined {
    const files = this.all.filter(({ device }) => device === name);
    const reasons = files.map((file) => this.whyDown(file, depth - 1));
    if (reasons.some((reason) => reason === undefined)) return undefined;
    const cause = reasons[0] ?? { why: `no file brings up ${name}`, next: `Write ifcfg-${name}` };
    return { why: `${cause.why}, and ${why}`, next: cause.next };
  }
}

/** The device below a VLAN, by its name or its PHYSDEV. */
function parentOf({ device, values }: Interface): string {
  return /^(.*)\.\d+$/.exec(device)?.[1] ?? values.PHYSDEV ?? "";
}

import { parseBondingOpts } from "../../formats/ifcfg/bondingOpts";
import { isIpv6 } from "../../ip/text";
import type { Desired } from "../../model/desired";
import { needsDeviceType } from "./dispatch";

/**
 * Keys of the bond's file that say what a property of the resource says: a key of the pattern belongs to that property
 * and never to `extraKeys`. NETMASK and IPADDR0 are other people's way to write what we write as PREFIX and IPADDR.
 */
const PROPERTIES =
  /^(DEVICE|BONDING_OPTS|BOOTPROTO|ONBOOT|(IPADDR|PREFIX|NETMASK)\d{0,3}|GATEWAY|IPV6ADDR|IPV6ADDR_SECONDARIES|IPV6_DEFAULTGW|MTU|MACADDR|BRIDGE|DNS\d|DOMAIN)$/;

/** The same for a member's file. */
const MEMBER_PROPERTIES = /^(DEVICE|MASTER|SLAVE)$/;

/** Whether a key of the bond's (a member's) file belongs to a property of the resource. */
export const isPropertyKey = (key: string) => PROPERTIES.test(key);
export const isMemberPropertyKey = (key: string) => MEMBER_PROPERTIES.test(key);

/** Keys that every bond's file of ours has with the same value. */
export function fixedKeys(desired: Pick<Desired, "device" | "addresses" | "gateway6">): Record<string, string> {
  const ipv6 = desired.gateway6 !== undefined || desired.addresses.some(isIpv6);
  return {
    ...(needsDeviceType(desired.device) && { DEVICETYPE: "eth" }),
    TYPE: "Bond",
    BONDING_MASTER: "yes",
    NM_CONTROLLED: "no",
    USERCTL: "no",
    ...(ipv6 && { IPV6INIT: "yes", IPV6_AUTOCONF: "no" }), // addresses the declaration does not know would be drift
  };
}

/** Keys that every member's file of ours has with the same value. A member starts with its bond or not at all. */
export function fixedMemberKeys({ onBoot }: Pick<Desired, "onBoot">): Record<string, string> {
  return { ONBOOT: onBoot ? "yes" : "no", BOOTPROTO: "none", NM_CONTROLLED: "no", USERCTL: "no" };
}

/**
 * For check: why a key cannot stand under `extraKeys.bond` (or, for a member, `extraKeys.members`); undefined: it can.
 * BONDING_OPTS there has the items that no option stands for.
 */
export function ownKeyReason(
  [key, value]: [string, string],
  desired: Desired,
  place: "bond" | "member",
): string | undefined {
  if (place === "bond" && key === "BONDING_OPTS") return itemsReason(value);
  const property = place === "bond" ? isPropertyKey(key) : isMemberPropertyKey(key);
  if (property) return `${key} says what a property of the resource says: use that`;
  const fixed = place === "bond" ? fixedKeys(desired) : fixedMemberKeys(desired);
  return Object.hasOwn(fixed, key) ? `${key} is always ${fixed[key]} in this file` : undefined;
}

function itemsReason(text: string): string | undefined {
  const items = text.split(/\s+/).filter((item) => item !== "");
  const known = items.filter((item) => !parseBondingOpts(text).unknown.includes(item));
  if (known.length > 0) return `${known.join(" ")} is an option of the bond: write it under options`;
  return text === items.join(" ") ? undefined : "items stand with one blank between them";
}

/** Keys that would make the scripts do something else than what is declared, and why. */
const HARMFUL: Readonly<Record<string, string>> = {
  HWADDR: "the scripts compare it with the MAC address that bond and members share, and refuse the device",
  MASTER: "the scripts would attach the device to another bond",
  SLAVE: "the scripts would attach the device to another bond",
  BRIDGE: "the scripts would put the device into a bridge and set no addresses",
  VLAN: "the scripts would take the device for a VLAN",
  NETWORK: "the scripts would compare the gateway with it instead of with the address",
  DEVICETYPE: "the scripts would run another script than the one for network cards",
  CONFIG: "the scripts keep the name of the file itself in it",
  REALDEVICE: "the scripts would set up that device in the place of this one",
  PARENTDEVICE: "the scripts would set up that device in the place of this one",
};

/** Keys that installers write into every file and that only repeat what it says otherwise: they are given up. */
export const REPETITIVE: readonly string[] = ["HWADDR", "NETWORK"];

/** What a key would do in a file of ours, in words that follow "harm:"; undefined: none. A member may be a VLAN. */
export function harmOf(key: string, place: "bond" | "member" = "bond"): string | undefined {
  if (place === "member" && key === "VLAN") return undefined;
  return Object.hasOwn(HARMFUL, key) ? HARMFUL[key] : undefined;
}

/** Keys of a member's file without which a boot does not make its device, or makes another one of it. */
export const MAKING: readonly string[] = ["VLAN", "PHYSDEV", "VID", "PKEY", "PKEY_ID", "CONNECTED_MODE"];

/** Why a boot would not make this VLAN by these keys of its file; undefined: it would. */
export function vlanReason(name: string, { VLAN, PHYSDEV, VID }: Readonly<Record<string, string>>): string | undefined {
  if (VLAN === undefined || VLAN === "") return undefined;
  if (VLAN !== "yes") return 'VLAN is not "yes": the scripts take nothing else for it';
  if (/.\.\d+$/.test(name)) return undefined;
  const missing = [...(PHYSDEV ? [] : ["PHYSDEV"]), ...(VID || /^vlan\d+$/.test(name) ? [] : ["VID"])];
  return missing.length === 0 ? undefined : `a VLAN of that name needs ${missing.join(" and ")} beside VLAN`;
}

import { routeSettings, ruleSettings } from "../../formats/keyfile/routes";
import { isIpv6 } from "../../ip/text";
import type { Desired } from "../../model/desired";
import { optionNamed } from "../../options/lookup";
import { toKernel } from "../../options/values";
import { familyOf } from "../../routing/route";
import { ruleFamily } from "../../routing/rule";

/** A setting by GROUP.KEY; undefined: it is not to be there. */
type Pair = [name: string, value: string | undefined];

/** Groups without which NetworkManager would not change an MTU while the bond runs. */
export const NEEDED = ["ethernet"];

const MASTERS = ["connection.controller", "connection.port-type"];

/** Who takes the device: the old words, which every version reads. */
const masterOf = (master: string | undefined, kind: string): Pair[] => [
  ["connection.master", master],
  ["connection.slave-type", master === undefined ? undefined : kind],
  ...MASTERS.map((name): Pair => [name, undefined]),
];

const onBoot = (desired: Desired): Pair => ["connection.autoconnect", desired.onBoot ? undefined : "false"];

function ipSettings(desired: Desired, group: "ipv4" | "ipv6"): Pair[] {
  const mine = (text: string) => isIpv6(text) === (group === "ipv6");
  const family = group === "ipv4" ? 4 : 6;
  const addresses = desired.addresses.filter(mine);
  const gateway = group === "ipv4" ? desired.gateway : desired.gateway6;
  const dhcp = group === "ipv4" && desired.dhcp;
  // Without addresses IPv6 is the kernel's own affair, as it is where no file says anything of it.
  const unset = group === "ipv4" ? "disabled" : "ignore";
  const names = (items: readonly string[]) => (items.length === 0 ? undefined : `${items.join(";")};`);
  const first = group === (desired.addresses.some((cidr) => !isIpv6(cidr)) || desired.dhcp ? "ipv4" : "ipv6");
  const routes = desired.routes.filter((route) => familyOf(route) === family);
  const rules = desired.rules.filter((rule) => ruleFamily(rule) === family);
  return [
    [`${group}.method`, dhcp ? "auto" : addresses.length > 0 ? "manual" : unset],
    ...addresses.map((cidr, index): Pair => [`${group}.address${index + 1}`, cidr]),
    [`${group}.gateway`, gateway],
    [`${group}.dns`, names(desired.dns.filter(mine))],
    [`${group}.dns-search`, first ? names(desired.searchDomains) : undefined],
    ...routeSettings(routes, group),
    ...ruleSettings(rules, group),
  ];
}

/** What the profile of a bond says of a declaration, beside its name. The port of a bridge has no addresses. */
export function bondSettings(desired: Desired): Pair[] {
  const { device, mode, options, mtu, macAddress, bridge, extraKeys } = desired;
  const driver = Object.entries(options).flatMap(([name, value]): Pair[] => {
    const row = optionNamed(name)?.row;
    const text = row && toKernel(row, value);
    return row && text !== "" ? [[`bond.${row.kernel}`, text]] : [];
  });
  return [
    ["connection.type", "bond"],
    ["connection.interface-name", device],
    onBoot(desired),
    ...masterOf(bridge, "bridge"),
    ["bond.mode", mode],
    ...driver,
    ["ethernet.mtu", mtu === undefined ? undefined : String(mtu)],
    ["ethernet.cloned-mac-address", macAddress],
    ...(bridge === undefined ? [...ipSettings(desired, "ipv4"), ...ipSettings(desired, "ipv6")] : []),
    ...extraSettings(extraKeys.bond),
  ];
}

/** What the profile of a member says. */
export const memberSettings = (desired: Desired, member: string): Pair[] => [
  ["connection.interface-name", member],
  onBoot(desired),
  ...masterOf(desired.device, "bond"),
  ...extraSettings(desired.extraKeys.members[member] ?? {}),
];

/** Settings without a property; an empty value gives one up. */
const extraSettings = (keys: Readonly<Record<string, string>>): Pair[] =>
  Object.entries(keys).map(([name, value]) => [name, value === "" ? undefined : value]);

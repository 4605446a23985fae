import { optionOfKernel } from "../../options/lookup";

/** The settings that a property writes, by pattern, with the property's name. */
const OWNED: readonly (readonly [pattern: RegExp, property: string])[] = [
  [/^connection\.(id|uuid|type|interface-name)$/, "device"],
  [/^connection\.autoconnect$/, "onBoot"],
  [/^bond\.mode$/, "mode"],
  [/^ethernet\.mtu$/, "mtu"],
  [/^ethernet\.cloned-mac-address$/, "macAddress"],
  [/^ipv[46]\.(addresses\d*|address\d*)$/, "addresses"],
  [/^ipv4\.method$/, "dhcp"],
  [/^ipv6\.method$/, "addresses"],
  [/^ipv4\.gateway$/, "gateway"],
  [/^ipv6\.gateway$/, "gateway6"],
  [/^ipv[46]\.dns$/, "dns"],
  [/^ipv[46]\.dns-search$/, "searchDomains"],
  [/^ipv[46]\.route\d+(_options)?$/, "routes"],
  [/^ipv[46]\.routing-rule\d+$/, "rules"],
];

/** Those of a member's profile. */
const OF_MEMBER: typeof OWNED = [
  [/^connection\.(id|uuid|type|interface-name|master|slave-type|controller|port-type)$/, "members"],
  [/^connection\.autoconnect$/, "onBoot"],
];

/** The property that a setting of the bond's profile is a part of; undefined: none. */
export function propertyOf(name: string): string | undefined {
  const [, kernel] = /^bond\.(.+)$/.exec(name) ?? [];
  if (kernel !== undefined && kernel !== "mode") return optionOfKernel(kernel) && "options";
  if (/^connection\.(master|slave-type|controller|port-type)$/.test(name)) return "bridge";
  return OWNED.find(([pattern]) => pattern.test(name))?.[1];
}

/** The same for a setting of a member's profile. */
export const memberPropertyOf = (name: string): string | undefined =>
  OF_MEMBER.find(([pattern]) => pattern.test(name))?.[1];

import ipaddr from "ipaddr.js";
import type { Explain, Replaceable } from "../../formats/ifcfg/account-lines";
import { parseBondingOpts } from "../../formats/ifcfg/bondingOpts";
import { looksExpanded, unsafeReason } from "../../formats/ifcfg/quote";
import { isIpv6 } from "../../ip/text";
import type { Fate } from "../../model/account";
import { harmOf, isMemberPropertyKey, isPropertyKey, REPETITIVE } from "./keys";
import { switchedOff } from "./switches";

/** What a bond's file is read with. */
export interface BondContext {
  /** Every value of the file. */
  values: Readonly<Record<string, string>>;
  /** Keys that our file always has, with their value. */
  fixed: Readonly<Record<string, string>>;
  /** An empty GATEWAY keeps the one of /etc/sysconfig/network from this bond. */
  masksGateway: boolean;
  /** The gateway is in the network of the first address. */
  reachesGateway: boolean;
  /** The service of RHEL 7 looks for the line, that of RHEL 8 for the value. */
  startsByLine: boolean;
}

const NONE: Fate = { fate: "without effect", why: "an empty value says nothing" };

const UNREACHED: Fate = {
  fate: "without effect",
  why: "it is not in the network of the first address, and so the scripts skip GATEWAY",
};

/** What each assignment of a bond's file means. */
export const bondKey =
  (context: BondContext): Explain =>
  (key, value) => {
    if (key === "GATEWAY" && value === "" && context.masksGateway)
      return [{ fate: "key", key: "DEFROUTE", value: "no" }];
    if (value === "") return [NONE];
    const off = switchedOff(key, context.values);
    if (off !== undefined) return [{ fate: "without effect", why: `${off}, and so the scripts skip ${key}` }];
    if (key === "GATEWAY" && isIp(value) && !context.reachesGateway) return [UNREACHED];
    if (isPropertyKey(key)) return propertyFates(key, value, context);
    return [foreign(key, value, context.fixed, "bond")];
  };

/** What each assignment of a member's file means. */
export const memberKey =
  (fixed: Readonly<Record<string, string>>): Explain =>
  (key, value) => {
    if (value === "") return [NONE];
    if (isMemberPropertyKey(key)) return [{ fate: "property", property: "members" }];
    return [foreign(key, value, fixed, "member")];
  };

/** A key in the place of whose unreadable value a declared one can stand. */
export const replaceable =
  (isProperty: (key: string) => boolean): Replaceable =>
  (key) =>
    !isProperty(key);

function foreign(key: string, value: string, fixed: Readonly<Record<string, string>>, place: "bond" | "member"): Fate {
  if (Object.hasOwn(fixed, key)) return { fate: "property", property: key };
  const harm = REPETITIVE.includes(key) ? undefined : harmOf(key, place);
  if (harm !== undefined) return { fate: "unknown", why: `${key} would do harm in a file of ours: ${harm}`, key };
  const literal = looksExpanded(value) ? "has a variable in quotes that no shell expands" : undefined;
  const unsafe = unsafeReason(value) ?? literal;
  return unsafe === undefined ? { fate: "key", key, value } : { fate: "unknown", why: `its value ${unsafe}`, key };
}

const NAMES: readonly [RegExp, string][] = [
  [/^DEVICE$/, "device"],
  [/^BOOTPROTO$/, "dhcp"],
  [/^ONBOOT$/, "onBoot"],
  [/^BRIDGE$/, "bridge"],
  [/^GATEWAY$/, "gateway"],
  [/^IPV6_DEFAULTGW$/, "gateway6"],
  [/^MTU$/, "mtu"],
  [/^MACADDR$/, "macAddress"],
  [/^DNS\d$/, "dns"],
  [/^DOMAIN$/, "searchDomains"],
  [/^BONDING_OPTS$/, "options"],
];

function propertyFates(key: string, value: string, context: BondContext): Fate[] {
  const property = NAMES.find(([pattern]) => pattern.test(key))?.[1] ?? "addresses";
  const why = unfit(key, value, context);
  if (why !== undefined) return [{ fate: "unknown", why }];
  const items = key === "BONDING_OPTS" ? parseBondingOpts(value).unknown.join(" ") : "";
  return [{ fate: "property", property }, ...(items === "" ? [] : [{ fate: "key", key, value: items } as const])];
}

const isIp = (text: string) => ipaddr.isValid(text) && (isIpv6(text) || ipaddr.IPv4.isValidFourPartDecimal(text));

/** Why no property can have the value of its key; undefined: one can. */
function unfit(key: string, value: string, context: BondContext): string | undefined {
  if (/^(IPADDR\d*|GATEWAY|IPV6_DEFAULTGW|DNS\d)$/.test(key) && !isIp(value)) return `${key} is no address`;
  if (key === "IPV6ADDR" || key === "IPV6ADDR_SECONDARIES") {
    const odd = value.split(/\s+/).find((one) => one !== "" && !ipaddr.IPv6.isValid(one.split("/")[0] ?? ""));
    return odd === undefined ? undefined : `${odd} is no IPv6 address`;
  }
  if (key === "MTU" && !/^\d{1,5}$/.test(value)) return "MTU is no number";
  if (key === "MACADDR" && !/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/i.test(value)) return "MACADDR is no MAC address";
  if (key === "ONBOOT") return startReason(value, context);
  return undefined;
}

/** RHEL 7 looks for a line that begins with ONBOOT=no, RHEL 8 at the value. */
function startReason(value: string, { startsByLine }: BondContext): string | undefined {
  const startsByValue = !/^(f|n|no|off|false|0)$/i.test(value);
  return startsByLine === startsByValue
    ? undefined
    : "releases of the network scripts read this spelling differently; write yes or no, without blanks before it";
}

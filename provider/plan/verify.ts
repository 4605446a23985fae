import { macFollows } from "../compare/bond";
import { declaredRoutes } from "../compare/routes";
import type { Desired } from "../model/desired";
import type { Observed } from "../model/observed";
import type { Check } from "../model/plan";
import { optionNamed } from "../options/lookup";
import { toKernel } from "../options/values";
import { idleMembers } from "../proc/lacp";
import { scan } from "../proc/scan";

import { firstWord } from "./change";
import { routeWords, wordsOfRule } from "./runtime";
import { standingChecks } from "./standing";

function optionChecks({ device, options, mode }: Desired): Check[] {
  const checks = Object.entries(options).flatMap(([name, value]): Check[] => {
    const row = optionNamed(name)?.row;
    return row ? [["sysfs", device, row.kernel, toKernel(row, value)]] : [];
  });
  return [["sysfs", device, "mode", mode], ...checks];
}

/** Every declared value, as the kernel must have it whatever the commands said. */
export function declaredChecks(desired: Desired, proof: readonly Check[]): Check[] {
  const { device, members, addresses, dhcp, bridge, mtu, macAddress } = desired;
  return [
    ["members", device, members.join(" ")],
    ...optionChecks(desired),
    ["up", device],
    ...(bridge === undefined ? [] : [["master", device, bridge] as const]),
    ...(mtu === undefined ? [] : [["mtu", device, String(mtu)] as const]),
    ...(macAddress === undefined || macFollows(desired) ? [] : [["mac", device, macAddress] as const]),
    ...addresses.map((cidr): Check => ["address", device, cidr]),
    ...(dhcp ? [["dhcp", device] as const] : []),
    ...declaredRoutes(desired).map((route): Check => ["route", ...routeWords(route, route.to !== "default")]),
    ...desired.rules.map((rule): Check => ["rule", ...wordsOfRule(rule)]),
    ...proof,
  ];
}

/** Members with a link that is known to carry nothing: their LACP bond does not use it. */
function idle(observed: Observed): string[] {
  const lacp = Object.values(observed.bonds).filter(({ options }) => firstWord(options.mode) === "802.3ad");
  return lacp.flatMap(({ proc }) => scan(proc).flatMap(idleMembers));
}

/**
 * What a change must not cost: carrier where there was carrier, and a partner where LACP needs one, for every member but
 * those that it let nothing through before.
 */
export function lifeChecks(desired: Desired, observed: Observed, requirePartner: boolean): Check[] {
  const { device, members, mode } = desired;
  const carrying = members.filter((member) => observed.links[member]?.carrier === true);
  const bond = carrying.length > 0 || observed.links[device]?.carrier === true;
  const before = idle(observed);
  const used = members.filter((member) => !before.includes(member));
  return [
    ...carrying.map((member): Check => ["carrier", member]),
    ...(bond ? [["carrier", device] as const] : []),
    ...standingChecks(observed, device),
    ...(mode === "802.3ad" && carrying.length > 0 && requirePartner
      ? [["partner", device, used.join(" ")] as const]
      : []),
  ];
}

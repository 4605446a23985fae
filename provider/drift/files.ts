import { isDeepStrictEqual } from "node:util";
import { leavesBridge } from "../compare/bond";
import type { Compared, Configuration } from "../model/configuration";
import type { Desired } from "../model/desired";
import { dictionary } from "../model/dictionary";
import { fileName } from "../model/observed";
import type { OptionValues } from "../options/row";
import { apart, type Finding, modeFindings, onProperty } from "./finding";
import { fileOptionFindings } from "./options";

/** Where the files differ in what they mean. */
export function fileFindings(desired: Desired, compared: Compared, kept: OptionValues): Finding[] {
  const { now } = compared;
  return [
    ...faultFindings(compared),
    ...(now.path === undefined ? [] : contentFindings(desired, compared, kept)),
    ...desired.members.flatMap((member) => memberKeyFindings(member, compared)),
    ...now.problems.map((text): Finding => ({ in: "files", text })),
    ...resolverFindings(desired, compared),
  ];
}

function faultFindings({ faults, now }: Compared): Finding[] {
  const shows = { property: "members", value: [...now.members].sort() };
  return faults.map(({ place, what, value, expected, ofMembers }) => ({
    ...apart("files", place, what, value, expected),
    ...(ofMembers && { shows }),
  }));
}

const PROPERTIES = [
  "addresses",
  "dhcp",
  "bridge",
  "gateway",
  "gateway6",
  "dns",
  "searchDomains",
  "routes",
  "rules",
  "mtu",
  "macAddress",
  "onBoot",
] as const satisfies (keyof Configuration & keyof Desired)[];

function contentFindings(desired: Desired, compared: Compared, kept: OptionValues): Finding[] {
  const { now, meant, place, places, itemKey } = compared;
  // What DHCP switches off is not another difference, and a bridge that the program leaves alone is none.
  const implied = (property: string) =>
    (now.dhcp && !meant.dhcp && ["addresses", "gateway"].includes(property)) ||
    (property === "bridge" && leavesBridge(desired));
  const differs = PROPERTIES.filter((name) => !implied(name) && !isDeepStrictEqual(now[name], meant[name]));
  return [
    ...modeFindings("files", place, now.mode, meant.mode),
    ...fileOptionFindings(desired, place, now.options, kept),
    ...itemFindings(compared),
    ...differs.map((name) => onProperty("files", places[name] ?? place, name, now[name], meant[name])),
    ...keyFindings(place, without(now.extraKeys.bond, itemKey), without(meant.extraKeys.bond, itemKey), now),
  ];
}

const without = (keys: Record<string, string>, key: string) =>
  dictionary(Object.entries(keys).filter(([name]) => name !== key));

function memberKeyFindings(member: string, { now, meant }: Compared): Finding[] {
  const path = now.memberFiles[member];
  if (path === undefined) return [];
  const keys = ({ extraKeys }: Configuration) => extraKeys.members[member] ?? {};
  return keyFindings(fileName(path), keys(now), keys(meant), now);
}

/** Items of the options' text that no option stands for. */
function itemFindings({ now, meant, place, itemKey }: Compared): Finding[] {
  const shows = { property: "extraKeys", value: now.extraKeys };
  const item = (was?: string, declared?: string) => apart("files", place, `item of ${itemKey}`, was, declared);
  const more = now.unknownOptions.filter((one) => !meant.unknownOptions.includes(one)).map((one) => item(one));
  const less = meant.unknownOptions.filter((one) => !now.unknownOptions.includes(one));
  return [...more, ...less.map((one) => item(undefined, one))].map((finding) => ({ ...finding, shows }));
}

/** Keys that none of our properties writes: the property `extraKeys` shows their values. */
function keyFindings(
  place: string,
  found: Record<string, string>,
  wanted: Record<string, string>,
  { extraKeys }: Configuration,
): Finding[] {
  const names = [...new Set([...Object.keys(wanted), ...Object.keys(found)])];
  const differs = names.filter((key) => found[key] !== wanted[key]);
  return differs.map((key) => ({
    in: "files",
    text: `${place}: ${key} ${compared(found[key], wanted[key])}`,
    shows: { property: "extraKeys", value: extraKeys },
  }));
}

/** Never with a value: it may be a secret, and a sentence is an output that nobody has marked as one. */
function compared(found: string | undefined, wanted: string | undefined): string {
  if (wanted === undefined) return "has a value, declared none";
  return found === undefined ? "has no value, declared one" : "has another value than declared";
}

/**
 * Declared name servers and search domains that the resolver does not use. Names of others do not count, and with
 * DHCP its client writes the file.
 */
function resolverFindings(desired: Desired, { resolver }: Compared): Finding[] {
  if (desired.dhcp) return [];
  return (["dns", "searchDomains"] as const).flatMap((name) => {
    const left = desired[name].filter((one) => resolver[name].includes(one));
    const same = left.length === desired[name].length;
    return same ? [] : [onProperty("files", resolver.place, name, left, desired[name])];
  });
}

import { isDeepStrictEqual } from "node:util";
import { leavesBridge } from "../compare/bond";
import { isOurText } from "../formats/ifcfg/account";
import { parseIfcfg } from "../formats/ifcfg/parse";
import type { Configuration } from "../model/configuration";
import type { Desired } from "../model/desired";
import type { HostFile, Observed } from "../model/observed";
import type { OptionValues } from "../options/row";
import { tableFiles } from "../routing/tables";
import { ifcfgPath, NETWORK, route6Path, routePath, rule6Path, rulePath } from "../stacks/network-scripts/paths";
import { renderFiles } from "../stacks/network-scripts/render";
import { rivals } from "../stacks/network-scripts/rivals";
import { fileState } from "../stacks/network-scripts/state";
import { conditionFindings, fileName } from "./condition";
import { apart, type Finding, modeFindings, onProperty } from "./finding";
import { memberFileFindings } from "./members";
import { fileOptionFindings } from "./options";
import { resolverFindings } from "./resolver";

/** Both sides of the comparison, read by the same reader: the files as they are and as they would be written. */
interface Sides {
  found: Configuration;
  wanted: Configuration;
}

/** Where the files differ in what they mean; comments, order and spelling are nobody's business. */
export function fileFindings(desired: Desired, observed: Observed, kept: OptionValues): Finding[] {
  const { device, members } = desired;
  const rendered = renderFiles(desired, observed.files);
  const asFile = (content: string): HostFile => ({ content, mode: "644", owner: "root:root", exact: true });
  const written = Object.fromEntries(Object.entries(rendered).map(([path, content]) => [path, asFile(content)]));
  const files = { ...tableFiles(observed.files), ...written };
  const sides = { found: fileState(observed.files, device, desired), wanted: fileState(files, device, desired) };
  const { path, deviations, problems } = sides.found;
  return [
    ...conditionFindings(observed, Object.keys(rendered)),
    ...(path === undefined ? [] : contentFindings(desired, observed, sides, kept)),
    ...memberFileFindings(desired, observed, sides.found),
    ...members.flatMap((member) => memberKeyFindings(member, sides)),
    ...deviations
      .filter((odd) => matters(odd, observed))
      .map((odd) => apart("files", fileName(odd.path), odd.key, odd.value, odd.expected)),
    ...problems.map((text): Finding => ({ in: "files", text })),
    ...aliasFindings(sides.found, observed),
    ...rivals(desired, observed).map(({ path: second, key, value, victim }) =>
      apart("files", fileName(second), key, value, `no second file for ${victim}`),
    ),
    ...resolverFindings(desired, observed),
  ];
}

/** An alias file beside a file of ours, which has every address: the next ifup would read both. */
function aliasFindings({ path, dhcp, aliases }: Configuration, { files }: Observed): Finding[] {
  if (dhcp || path === undefined || !isOurText(files[path]?.content ?? "")) return [];
  const there = aliases.filter(({ addresses }) => addresses.length > 0);
  return there.map((alias) => apart("files", fileName(alias.path), "file", "present", "absent"));
}

/** Keys that we always write and without which the scripts do the same: a bond's file of another hand may leave them out. */
const DISPENSABLE = ["TYPE", "BONDING_MASTER", "USERCTL", "BOOTPROTO"];

function matters({ key, value, expected }: Configuration["deviations"][number], { stack }: Observed): boolean {
  if (value !== undefined) return true;
  if (key === "ONBOOT") return expected !== "yes"; // a file without it is started
  if (key === "NM_CONTROLLED") return ["running", "stopped"].includes(stack.networkManager); // it would take the device
  return !DISPENSABLE.includes(key);
}

/** The file in which a property stands. */
function placeOf(
  property: keyof Configuration,
  path: string,
  { aliases }: Configuration,
  { device }: Desired,
  observed: Observed,
): string {
  const present = (file: string) => observed.files[file] !== undefined;
  if (property === "routes")
    return fileName(
      !present(routePath(device)) && present(route6Path(device)) ? route6Path(device) : routePath(device),
    );
  if (property === "rules")
    return fileName(!present(rulePath(device)) && present(rule6Path(device)) ? rule6Path(device) : rulePath(device));
  if (property === "addresses" && aliases.length > 0) return fileName(aliases[0]?.path ?? path);
  const here = parseIfcfg(observed.files[path]?.content ?? "").values.GATEWAY !== undefined;
  return fileName(property === "gateway" && !here ? NETWORK : path);
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

function contentFindings(desired: Desired, observed: Observed, sides: Sides, kept: OptionValues): Finding[] {
  const { found, wanted } = sides;
  const path = found.path ?? ifcfgPath(desired.device);
  const place = fileName(path);
  // What DHCP switches off is not another difference, and a bridge that the program leaves alone is none.
  const implied = (property: string) =>
    (found.dhcp && !wanted.dhcp && ["addresses", "gateway"].includes(property)) ||
    (property === "bridge" && leavesBridge(desired));
  const differs = PROPERTIES.filter((name) => !implied(name) && !isDeepStrictEqual(found[name], wanted[name]));
  return [
    ...modeFindings("files", place, found.mode, wanted.mode),
    ...fileOptionFindings(desired, place, found.options, kept),
    ...itemFindings(place, found, wanted),
    ...differs.map((name) =>
      onProperty("files", placeOf(name, path, found, desired, observed), name, found[name], wanted[name]),
    ),
    ...keyFindings(place, found.extraKeys.bond, wanted.extraKeys.bond, found),
  ];
}

function memberKeyFindings(member: string, { found, wanted }: Sides): Finding[] {
  if (found.memberFiles[member] === undefined) return [];
  const keys = (side: Configuration) => side.extraKeys.members[member] ?? {};
  return keyFindings(fileName(ifcfgPath(member)), keys(found), keys(wanted), found);
}

/** Items of BONDING_OPTS that no option stands for. */
function itemFindings(
  place: string,
  { unknownOptions: found, extraKeys }: Configuration,
  wanted: Configuration,
): Finding[] {
  const shows = { property: "extraKeys", value: extraKeys };
  const item = (was?: string, declared?: string) => apart("files", place, "item of BONDING_OPTS", was, declared);
  const more = found.filter((one) => !wanted.unknownOptions.includes(one)).map((one) => item(one));
  const less = wanted.unknownOptions.filter((one) => !found.includes(one)).map((one) => item(undefined, one));
  return [...more, ...less].map((finding) => ({ ...finding, shows }));
}

/** Keys that none of our properties writes: the property `extraKeys` shows their values. */
function keyFindings(place: string, found: Record<string, string>, wanted: Record<string, string>, all: Configuration) {
  const names = [...new Set([...Object.keys(wanted), ...Object.keys(found)])];
  return names
    .filter((key) => found[key] !== wanted[key] && key !== "BONDING_OPTS")
    .map((key): Finding => {
      const shows = { property: "extraKeys", value: all.extraKeys };
      return { in: "files", text: `${place}: ${key} ${compared(found[key], wanted[key])}`, shows };
    });
}

/** Never with a value: it may be a secret, and a sentence is an output that nobody has marked as one. */
function compared(found: string | undefined, wanted: string | undefined): string {
  if (wanted === undefined) return "has a value, declared none";
  return found === undefined ? "has no value, declared one" : "has another value than declared";
}

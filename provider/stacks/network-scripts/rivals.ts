import { permanentMac } from "../../compare/bond";
import { parseIfcfg } from "../../formats/ifcfg/parse";
import type { Desired } from "../../model/desired";
import type { Observed } from "../../model/observed";
import { isAliasName } from "./aliases";
import { isLiveName, namesMaster } from "./greps";
import { ifcfgPath } from "./paths";
import { mastersIn } from "./state";

/** A live file beside the bond's own that the scripts might take for the one of a device of the bond. */
export interface Rival {
  path: string;
  /** The key by which it does, and its value. */
  key: "DEVICE" | "NAME" | "HWADDR";
  value: string;
  /** The device that it rivals: the bond or a member. */
  victim: string;
  /** It is a file of this bond itself (its device, or a member by MASTER), left over or copied: an update takes it away. */
  ours: boolean;
}

function rivalOf(path: string, { device, members }: Desired, observed: Observed, masters: readonly string[]): Rival[] {
  const content = observed.files[path]?.content ?? "";
  const { values } = parseIfcfg(content);
  const ours = values.DEVICE === device || namesMaster(content, device) || masters.includes(values.MASTER ?? "");
  for (const key of ["DEVICE", "NAME"] as const) {
    const victim = [device, ...members].find((name) => values[key] === name);
    if (victim !== undefined) return [{ path, key, value: victim, victim, ours }];
  }
  const value = values.HWADDR?.toLowerCase();
  const victim = value && members.find((name) => permanentMac(observed, name) === value);
  return victim ? [{ path, key: "HWADDR", value, victim, ours }] : [];
}

/** What goes with a file by its name, and what no property of ours could say instead. */
const COMPANIONS = ["rule-", "rule6-", "keys-"];

/**
 * Whether a file is the bond's only one for its device, under a name that another tool gave it: whoever adopts the bond
 * takes it along. A member may have a file of its own beside it, from before the bond.
 */
export function isUnderOtherName(
  { path, victim, ours }: Rival,
  all: Rival[],
  device: string,
  observed: Observed,
): boolean {
  const { files, unreadFiles } = observed;
  const there = (file: string) => files[file] !== undefined || unreadFiles.includes(file);
  const own = ifcfgPath(victim);
  const before = victim !== device && files[own] !== undefined && !namesMaster(files[own].content, device);
  const rivals = all.filter((rival) => rival.victim === victim).length - 1;
  return (
    ours && rivals === 0 && (before || !there(own)) && !COMPANIONS.some((kind) => there(path.replace("ifcfg-", kind)))
  );
}

/** Every such file, in the order in which the scripts look. */
export function rivals(desired: Desired, observed: Observed): Rival[] {
  const own = new Set([desired.device, ...desired.members].map(ifcfgPath));
  const masters = mastersIn(observed.files, desired.device);
  return Object.keys(observed.files)
    .filter((path) => isLiveName(path) && !own.has(path) && !isAliasName(path)) // a device's own file comes before its aliases
    .flatMap((path) => rivalOf(path, desired, observed, masters));
}

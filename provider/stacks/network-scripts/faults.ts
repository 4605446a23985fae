import { hasFitMode } from "../../compare/mode";
import { parseIfcfg } from "../../formats/ifcfg/parse";
import type { Configuration, Deviation, Fault } from "../../model/configuration";
import type { Desired } from "../../model/desired";
import { fileName, type Observed } from "../../model/observed";
import { isLiveName, namesMaster } from "./greps";
import { ifcfgPath, SCRIPTS } from "./paths";
import { type Rival, rivals } from "./rivals";

/** What is wrong with a file as a file: absent, not readable, writable by others, with another owner, not text. */
function condition(path: string, observed: Observed): Fault[] {
  const place = fileName(path);
  const file = observed.files[path];
  if (observed.unreadFiles.includes(path))
    return [{ place, what: "file", value: "not readable", expected: "readable" }];
  if (file === undefined) return [{ place, what: "file", value: "absent", expected: "present" }];
  const isText = file.exact || !path.startsWith(`${SCRIPTS}/`);
  return [
    ...(hasFitMode(file) ? [] : [{ place, what: "file mode", value: file.mode, expected: "644" }]),
    ...(file.owner === "root:root" ? [] : [{ place, what: "owner", value: file.owner, expected: "root:root" }]),
    ...(isText ? [] : [{ place, what: "text", value: "not UTF-8", expected: "UTF-8" }]),
  ];
}

/** Each member has a file of its own that says whose it is, and no other file says so. */
function memberFaults(
  desired: Desired,
  observed: Observed,
  { memberFiles }: Configuration,
  second: readonly Rival[],
): Fault[] {
  const { device, members } = desired;
  const lost = members.filter((member) => observed.files[ifcfgPath(member)] && !memberFiles[member]);
  // A second file for a declared member, or for the bond itself, is named as such.
  const declared = [...members.map(ifcfgPath), ...second.map(({ path }) => path)];
  const others = Object.entries(observed.files).filter(
    ([path, file]) => isLiveName(path) && !declared.includes(path) && namesMaster(file.content, device),
  );
  return [
    ...lost.map((member) => notMember(member, device, observed)),
    ...others.map(([path]): Fault => ({ place: fileName(path), what: "MASTER", value: device, ofMembers: true })),
  ];
}

/** Which of the keys that make a device a member says something else. */
function notMember(member: string, device: string, observed: Observed): Fault {
  const path = ifcfgPath(member);
  const values = parseIfcfg(observed.files[path]?.content ?? "").values;
  const wanted = { MASTER: device, SLAVE: "yes", DEVICE: member };
  const [what, expected] = Object.entries(wanted).find(([name, text]) => values[name] !== text) ?? ["DEVICE", member];
  return { place: fileName(path), what, value: values[what], expected, ofMembers: true };
}

/** Keys that we always write and without which the scripts do the same: a bond's file of another hand may leave them out. */
const DISPENSABLE = ["TYPE", "BONDING_MASTER", "USERCTL", "BOOTPROTO"];

function matters({ key, value, expected }: Deviation, { stack }: Observed): boolean {
  if (value !== undefined) return true;
  if (key === "ONBOOT") return expected !== "yes"; // a file without it is started
  if (key === "NM_CONTROLLED") return ["running", "stopped"].includes(stack.networkManager); // it would take the device
  return !DISPENSABLE.includes(key);
}

/** A file of ours has every address of the bond. An alias file beside it would bring its own again at the next ifup. */
function aliasFaults({ dhcp, aliases, accounts }: Configuration): Fault[] {
  if (dhcp || !accounts.some(({ role, ours }) => role === "bond" && ours)) return [];
  const there = aliases.filter(({ addresses }) => addresses.length > 0);
  return there.map((alias) => ({ place: fileName(alias.path), what: "file", value: "present", expected: "absent" }));
}

/** What is not as it must be in the files of a bond, beside the values of its properties; `paths` are those it needs. */
export function faults(desired: Desired, observed: Observed, now: Configuration, paths: readonly string[]): Fault[] {
  const second = rivals(desired, observed);
  const odd = now.deviations.filter((deviation) => matters(deviation, observed));
  return [
    ...paths.flatMap((path) => condition(path, observed)),
    ...memberFaults(desired, observed, now, second),
    ...odd.map(({ path, key, value, expected }) => ({ place: fileName(path), what: key, value, expected })),
    ...aliasFaults(now),
    ...second.map(({ path, key, value, victim }) => ({
      place: fileName(path),
      what: key,
      value,
      expected: `no second file for ${victim}`,
    })),
  ];
}

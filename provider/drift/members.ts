import { parseIfcfg } from "../formats/ifcfg/parse";
import type { Configuration } from "../model/configuration";
import type { Desired } from "../model/desired";
import type { Observed } from "../model/observed";
import { isLiveName, namesMaster } from "../stacks/network-scripts/greps";
import { ifcfgPath } from "../stacks/network-scripts/paths";
import { rivals } from "../stacks/network-scripts/rivals";

import { fileName } from "./condition";
import { apart, type Finding } from "./finding";

/** Each member has a file of its own that says whose it is, and no other file says so. */
export function memberFileFindings(desired: Desired, observed: Observed, found: Configuration): Finding[] {
  const { device, members } = desired;
  const shows = { property: "members", value: [...found.members].sort() };
  const lost = members.filter((member) => observed.files[ifcfgPath(member)] && !found.memberFiles[member]);
  // A second file for a declared member, or for the bond itself, is named as such.
  const declared = [...members.map(ifcfgPath), ...rivals(desired, observed).map(({ path }) => path)];
  const others = Object.entries(observed.files).filter(
    ([path, file]) => isLiveName(path) && !declared.includes(path) && namesMaster(file.content, device),
  );
  return [
    ...lost.map((member) => ({ ...notMember(member, device, observed), shows })),
    ...others.map(([path]) => ({ ...apart("files", fileName(path), "MASTER", device, undefined), shows })),
  ];
}

/** Which of the keys that make a device a member says something else. */
function notMember(member: string, device: string, observed: Observed): Finding {
  const path = ifcfgPath(member);
  const values = parseIfcfg(observed.files[path]?.content ?? "").values;
  const wanted = { MASTER: device, SLAVE: "yes", DEVICE: member };
  const [key, value] = Object.entries(wanted).find(([name, text]) => values[name] !== text) ?? ["DEVICE", member];
  return apart("files", fileName(path), key, values[key], value);
}

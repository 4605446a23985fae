import { parseIfcfg } from "../../formats/ifcfg/parse";
import { isSetting } from "../../formats/keyfile/edit";
import type { Link } from "../../model/observed";
import type { Asked, Reason } from "../../model/stack";
import { bootRefusals, hostRefusals } from "./hostRefusals";
import { MAKING } from "./keys";
import { ifcfgPath } from "./paths";
import { isUnderOtherName, type Rival, rivals } from "./rivals";
import { deviceFile } from "./state";

/** A device that a boot makes by the keys of its file, or makes otherwise by them: without them the bond would lose it. */
function makingConflicts(link: Link, { desired, observed }: Asked): Reason[] {
  const { name } = link;
  const keys = desired.extraKeys.members[name] ?? {};
  const path = deviceFile(observed.files, name) ?? "";
  const present = parseIfcfg(observed.files[path]?.content ?? "").values;
  const lost = MAKING.filter((key) => present[key] && keys[key] === undefined);
  const write = (added: Record<string, string>) =>
    `Write extraKeys: { members: { ${JSON.stringify(name)}: ${JSON.stringify(added)} } }`;
  if (lost.length > 0) {
    const lines = Object.fromEntries(lost.map((key) => [key, present[key] ?? ""]));
    const shown = lost.map((key) => `${key}=${present[key]}`).join(", ");
    const why = `${path.replace(/.*\//, "")} says ${shown}, without which a boot does not make ${name} as it is`;
    return [{ why, next: write(lines) }];
  }
  return virtualConflict(link, keys, write);
}

const PLAIN = ["", "wlan", "dsa", "bond", "bridge"]; // the last two are refused elsewhere

function virtualConflict(
  { name, kind, parent }: Link,
  keys: Readonly<Record<string, string>>,
  write: (added: Record<string, string>) => string,
): Reason[] {
  if (parent === undefined || PLAIN.includes(kind)) return [];
  const made = `of ${parent}, which a boot makes only by its file`;
  if (kind === "vlan") {
    const named = name.startsWith(`${parent}.`) ? {} : { PHYSDEV: parent, VID: "..." };
    return keys.VLAN === "yes" ? [] : [{ why: `${name} is a VLAN ${made}`, next: write({ VLAN: "yes", ...named }) }];
  }
  if (kind === "ipoib") {
    const next = write({ TYPE: "InfiniBand", PKEY: "yes", PHYSDEV: parent, PKEY_ID: "..." });
    return keys.PKEY ? [] : [{ why: `${name} is a partition ${made}`, next }];
  }
  const why = `${name} is a ${kind} of ${parent}, which no file of network-scripts makes at boot`;
  return [{ why, next: "Name NICs as members" }];
}

/** A bond or a bridge cannot be a member at all. */
function memberRefusals(name: string, asked: Asked): Reason[] {
  const { desired, observed } = asked;
  const link = observed.links[name];
  if (!link) return [];
  const joins = link.kind !== "bond" && link.kind !== "bridge";
  return link.master === desired.device || joins ? makingConflicts(link, asked) : [];
}

/** Files that the scripts could read in the place of the bond's or a member's own. Those of a managed or adopted bond are deleted instead. */
function rivalRefusals({ desired, observed, previous, adopt }: Asked): Reason[] {
  const copy = observed.files[ifcfgPath(desired.device)]?.content;
  const all = rivals(desired, observed);
  const goes = (rival: Rival) =>
    previous ? rival.ours : adopt && isUnderOtherName(rival, all, desired.device, observed);
  const foreign = all.filter((rival) => !goes(rival) && observed.files[rival.path]?.content !== copy);
  return foreign.map(({ path, key, victim }) => {
    const why = key === "HWADDR" ? `claims the MAC address of ${victim} (HWADDR)` : `also claims ${victim}`;
    return { why: `${path} ${why}`, next: "Remove or rename that file; the scripts would take one for the other" };
  });
}

/** Settings of keyfiles, which no ifcfg file has. */
function foreignSettings({ desired: { extraKeys } }: Asked): Reason[] {
  const places: [string, Record<string, string>][] = [
    ["bond", extraKeys.bond],
    ...Object.entries(extraKeys.members).map(([member, keys]): [string, typeof keys] => [`members.${member}`, keys]),
  ];
  const next = "Write the key of ifcfg files, e.g. ZONE for connection.zone";
  return places.flatMap(([place, keys]) =>
    Object.keys(keys)
      .filter(isSetting)
      .map((key) => ({
        why: `extraKeys.${place}.${key} is a setting of keyfiles, and network-scripts read ifcfg files`,
        next,
      })),
  );
}

/** What of network-scripts and their files speaks against a declaration. */
export const refusals = (asked: Asked): Reason[] => [
  ...hostRefusals(asked.observed, [asked.desired.device, ...asked.desired.members]),
  ...bootRefusals(asked.observed, asked.desired.onBoot),
  ...asked.desired.members.flatMap((name) => memberRefusals(name, asked)),
  ...rivalRefusals(asked),
  ...foreignSettings(asked),
];

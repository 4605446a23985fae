import { isAutomatic } from "../boot/automatic";
import { type Claim, claims, isUnderOtherName } from "../compare/claims";
import { parseIfcfg } from "../formats/ifcfg/parse";
import type { Desired } from "../model/desired";
import type { Link, Observed } from "../model/observed";
import { MAKING } from "../stacks/network-scripts/keys";
import { ifcfgPath } from "../stacks/network-scripts/paths";
import { deviceFile } from "../stacks/network-scripts/state";

import type { Permission, Refuse } from "./refuse";
import { standingOn } from "./standing";

/** Addresses of a NIC that the bond would not take over. */
function foreignAddresses(link: Link, desired: Desired, observed: Observed): string[] {
  if (desired.dhcp && observed.dhcp.includes(link.name)) return [];
  return link.addresses.filter((cidr) => !desired.addresses.includes(cidr) && !isAutomatic(cidr, link.mac));
}

function holderConflict(link: Link, observed: Observed, how: Permission, refuse: Refuse): string[] {
  const { name, master } = link;
  if (!master) return [];
  const kind = observed.links[master]?.kind ?? "device";
  const { MASTER, BRIDGE } = parseIfcfg(observed.files[deviceFile(observed.files, name) ?? ""]?.content ?? "").values;
  const taken = ["bond", "bridge"].includes(kind) && how.previous?.members.includes(name);
  if (taken && MASTER !== master && BRIDGE !== master) return []; // moved by hand: it is ours to take back
  return [
    refuse(`${name} belongs to the ${kind} ${master}`, `Take it out of ${master} first, or leave it out of members`),
  ];
}

/** A device that a boot makes by the keys of its file, or makes otherwise by them: without them the bond would lose it. */
function makingConflicts(link: Link, desired: Desired, observed: Observed, refuse: Refuse): string[] {
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
    return [
      refuse(
        `${path.replace(/.*\//, "")} says ${shown}, without which a boot does not make ${name} as it is`,
        write(lines),
      ),
    ];
  }
  return virtualConflict(link, keys, refuse, write);
}

const PLAIN = ["", "wlan", "dsa", "bond", "bridge"]; // the last two are refused elsewhere

function virtualConflict(
  { name, kind, parent }: Link,
  keys: Readonly<Record<string, string>>,
  refuse: Refuse,
  write: (added: Record<string, string>) => string,
): string[] {
  if (parent === undefined || PLAIN.includes(kind)) return [];
  const named = name.startsWith(`${parent}.`) ? {} : { PHYSDEV: parent, VID: "..." };
  if (kind === "vlan" && keys.VLAN !== "yes")
    return [
      refuse(`${name} is a VLAN of ${parent}, which a boot makes only by its file`, write({ VLAN: "yes", ...named })),
    ];
  if (kind === "ipoib" && !keys.PKEY)
    return [
      refuse(
        `${name} is a partition of ${parent}, which a boot makes only by its file`,
        write({ TYPE: "InfiniBand", PKEY: "yes", PHYSDEV: parent, PKEY_ID: "..." }),
      ),
    ];
  if (kind === "vlan" || kind === "ipoib") return [];
  return [
    refuse(`${name} is a ${kind} of ${parent}, which no file of network-scripts makes at boot`, "Name NICs as members"),
  ];
}

function memberConflicts(
  name: string,
  desired: Desired,
  observed: Observed,
  how: Permission,
  refuse: Refuse,
): string[] {
  const link = observed.links[name];
  if (!link) {
    const nics = Object.values(observed.links).filter(({ kind, name: nic }) => kind === "" && nic !== "lo");
    return [
      refuse(`there is no device ${name}`, `Name one of ${nics.map((nic) => nic.name).join(", ") || "its NICs"}`),
    ];
  }
  const making = makingConflicts(link, desired, observed, refuse);
  if (link.master === desired.device) return making;
  if (link.kind === "bond" || link.kind === "bridge") {
    return [refuse(`${name} is a ${link.kind} itself`, "Name NICs as members")];
  }
  const addresses = how.allowManagementMove ? [] : foreignAddresses(link, desired, observed);
  return [
    ...making,
    ...holderConflict(link, observed, how, refuse),
    ...standingOn(observed, name).map((what) =>
      refuse(`${what} stands on ${name}`, `Move it to ${desired.device} (VLANs stand on the bond), or remove it`),
    ),
    ...addresses.map((cidr) =>
      refuse(
        `${name} has the address ${cidr}, which the declaration does not mention and which would be lost`,
        "Add it to addresses, remove it from the NIC, or set apply.allowManagementMove",
      ),
    ),
  ];
}

/** Whatever keeps a NIC from becoming a member. */
export function membersConflicts(desired: Desired, observed: Observed, how: Permission, refuse: Refuse): string[] {
  return desired.members.flatMap((name) => memberConflicts(name, desired, observed, how, refuse));
}

/** Other live files that the scripts might take for the one of this device; those of a bond of ours, or one that is adopted, are taken away. */
export function claimConflicts(desired: Desired, observed: Observed, how: Permission, refuse: Refuse): string[] {
  const copy = observed.files[ifcfgPath(desired.device)]?.content;
  const all = claims(desired, observed);
  const goes = (claim: Claim) =>
    how.previous ? claim.ours : how.adopt && isUnderOtherName(claim, all, desired.device, observed);
  const foreign = all.filter((claim) => !goes(claim) && observed.files[claim.path]?.content !== copy);
  return foreign.map(({ path, key, victim }) => {
    const why = key === "HWADDR" ? `claims the MAC address of ${victim} (HWADDR)` : `also claims ${victim}`;
    return refuse(`${path} ${why}`, "Remove or rename that file; the scripts would take one for the other");
  });
}

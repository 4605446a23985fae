import { isAutomatic } from "../ip/automatic";
import type { Desired } from "../model/desired";
import type { Link, Observed } from "../model/observed";

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
  const profile = how.before[name];
  const taken = ["bond", "bridge"].includes(kind) && how.previous?.members.includes(name);
  if (taken && profile?.master !== master && profile?.bridge !== master) return []; // moved by hand: it is ours to take back
  return [
    refuse(`${name} belongs to the ${kind} ${master}`, `Take it out of ${master} first, or leave it out of members`),
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
  if (link.master === desired.device) return [];
  if (link.kind === "bond" || link.kind === "bridge") {
    return [refuse(`${name} is a ${link.kind} itself`, "Name NICs as members")];
  }
  const addresses = how.allowManagementMove ? [] : foreignAddresses(link, desired, observed);
  return [
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

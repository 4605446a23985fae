import { bridgeOf } from "../compare/bond";
import type { Desired } from "../model/desired";
import type { Observed } from "../model/observed";
import type { Reason, Setup } from "../model/stack";
import { optionNamed } from "../options/lookup";
import { bridgeConflicts } from "./bridge";
import { isStray } from "./change";
import { hostConflicts } from "./conflicts-host";
import { membersConflicts } from "./conflicts-members";
import { managementMove, survivesDelete } from "./management";
import { type Permission, type Refuse, refusal } from "./refuse";
import { standingOn } from "./standing";

/** A bond or a file that is there already and that no program of ours made. */
function foreignConflicts(desired: Desired, observed: Observed, how: Permission, refuse: Refuse): string[] {
  const { device } = desired;
  const link = observed.links[device];
  if (link && link.kind !== "bond") return [refuse(`${device} is there and is no bond`, "Choose another device name")];
  const path = how.before[device]?.path;
  const there = (link && !isStray(observed, device)) || path !== undefined;
  if (!there || how.adopt || how.previous) return [];
  const differs = how.differences.length > 0 ? `; it differs from the declaration: ${how.differences.join("; ")}` : "";
  return [
    refuse(
      `${link ? "the bond" : path} is there already and was not made by this program${differs}`,
      "Set adopt: true to take it over as it is and change only what differs, or remove it first",
    ),
  ];
}

/** Declared options that the running kernel does not have. */
function optionConflicts(desired: Desired, observed: Observed, refuse: Refuse): string[] {
  const bond = observed.bonds[desired.device];
  if (!bond) return [];
  return Object.keys(desired.options).flatMap((name) => {
    const row = optionNamed(name)?.row;
    if (!row || bond.options[row.kernel] !== undefined || bond.unread.includes(row.kernel)) return [];
    const since = row.since ? ` (it came with ${row.since})` : "";
    return [refuse(`kernel ${observed.kernel} has no option ${row.kernel}${since}`, `Leave out options.${name}`)];
  });
}

function moveConflicts(desired: Desired, observed: Observed, how: Permission, refuse: Refuse): string[] {
  const address = how.allowManagementMove ? undefined : managementMove(desired, observed, how.previous ?? how.taken);
  if (!address) return [];
  return [
    refuse(
      `SSH came in by ${address}, and the bond will not have that address`,
      "Add it to addresses; if it is to move, set apply.allowManagementMove and apply.reconnect",
    ),
  ];
}

/**
 * Every reason not to begin a change, found before anything is touched. Each is a whole sentence that names the thing
 * and the way out; none: go on.
 */
export function conflicts(desired: Desired, observed: Observed, how: Permission): string[] {
  const refuse = refusal(how.previous ? "change" : "create", desired.device, how.host);
  return [
    ...hostConflicts(observed, refuse, how.transaction),
    ...how.refusals.map(({ why, next }) => refuse(why, next)),
    ...foreignConflicts(desired, observed, how, refuse),
    ...membersConflicts(desired, observed, how, refuse),
    ...bridgeConflicts(desired, observed, how, refuse),
    ...optionConflicts(desired, observed, refuse),
    ...moveConflicts(desired, observed, how, refuse),
  ];
}

/** How a bond is asked to be deleted. */
export interface DeletePermission {
  host: string;
  /** Delete although SSH has no way in afterwards. */
  force?: boolean;
  transaction?: string;
  setup: Setup;
  /** What of the stack speaks against it. */
  refusals: readonly Reason[];
}

/** Every reason not to begin to delete a bond; `force` is for the one about the last way in. */
export function deleteConflicts(device: string, observed: Observed, how: DeletePermission): string[] {
  const refuse = refusal("delete", device, how.host);
  const bridge = bridgeOf(observed, device);
  const holder = observed.links[device]?.master;
  const above = [
    ...standingOn(observed, device),
    ...(bridge === undefined || bridge === how.setup.now.bridge
      ? [] // its own file put it there: the bridge stays, without this port
      : [`the bridge ${bridge}`]),
    ...(holder === undefined || holder === bridge ? [] : [`the device ${holder}`]), // a team, a virtual switch
  ];
  const locked = !how.force && !survivesDelete(device, observed, how.setup);
  return [
    ...hostConflicts(observed, refuse, how.transaction),
    ...how.refusals.map(({ why, next }) => refuse(why, next)),
    ...above.map((what) => refuse(`${what} stands on it and would be lost with it`, "Move or remove that first")),
    ...(locked
      ? [
          refuse(
            `SSH comes in over it (${observed.ssh?.address}), and what the restored files bring up has no such address`,
            "Keep the bond with Pulumi's retainOnDelete, or set apply.allowManagementMove if there is another way in",
          ),
        ]
      : []),
  ];
}

import type { Observed } from "../../model/observed";
import type { Op, Step } from "../../model/plan";
import type { Profiles } from "../../model/stack";
import { strippedOps } from "../bond";
import type { Change } from "../change";
import { carriesSsh } from "../members";
import { observedOptions, optionOps, primaryOps, targetsOf, wantedOptions } from "../options";
import { RECALL_ALL } from "../runtime";
import { newBond } from "../summary";
import { freeAgain, idOf, joinOps, leavingOps } from "./ops";

/** The bond that is there goes, whoever made it. */
function downOps(device: string, id: string): Op[] {
  return [...(id === "" ? [] : [["deactivate", id] as const]), ["delete-bond", device]];
}

/** The bond as it was observed, by the files that are back: what its activation leaves out is written beside it. */
export function backOps(device: string, observed: Observed, before: Profiles): Op[] {
  const bond = observed.bonds[device];
  if (bond === undefined) return [];
  const options = observedOptions(bond, ({ row }) => row.change === "live");
  return [
    ["activate", idOf(before, device)],
    ...joinOps(device, bond.members, before),
    ...optionOps(device, options, targetsOf(bond)),
    ...primaryOps(device, options),
  ];
}

/** NICs that join are made free of another holder and of addresses that no file gave them. */
function clearOps({ observed, desired }: Change, joining: readonly string[]): Op[] {
  return joining.flatMap((member): Op[] => {
    const master = observed.links[member]?.master;
    return master === undefined || master === desired.device
      ? strippedOps(observed, [member])
      : [["detach", master, member]];
  });
}

/**
 * The bond goes, and comes by its new files: for a new one, and for what a running one does not take. Its options are
 * those of a fresh bond then; what the stack leaves out when it makes it is written behind.
 */
export function renewStep(change: Change): Step {
  const { desired, observed, bond, before, after } = change;
  const { device, members, mode } = desired;
  const joining = members.filter((member) => !bond?.members.includes(member));
  const live = wantedOptions({ desired }, true).filter(({ row }) => row.change === "live");
  const ssh = [device, ...joining].some((name) => carriesSsh(observed, name));
  return {
    title: bond ? `${device}: goes down, and comes as ${mode} by its new profile` : `${device}: ${newBond(desired)}`,
    disruption: ssh ? "management-path" : "members-released",
    do: [
      ...(bond ? downOps(device, idOf(before, device)) : []),
      ...clearOps(change, joining),
      ["files"],
      ["reread"],
      ["activate", idOf(after, device)],
      ...joinOps(device, members, after),
      ...optionOps(device, live, []),
      ...primaryOps(device, live),
      ...leavingOps(change),
      ["recall", device],
    ],
    undo: [
      ...downOps(device, idOf(after, device)),
      ["files"],
      ["reread"],
      ...backOps(device, observed, before),
      ...joining.flatMap((member) => freeAgain(observed, before, member)),
      RECALL_ALL,
    ],
  };
}

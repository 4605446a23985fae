import { declaredRoutes } from "../compare/routes";
import type { Observed } from "../model/observed";
import type { Op, Step } from "../model/plan";

import { strippedOps } from "./bond";
import type { Change } from "./change";
import { addRoute, ifdownOps, ownConfiguration, RECALL_ALL, restoreLink, withVlans } from "./runtime";

/** Whether the address that SSH came in by is on this device. */
export function carriesSsh(observed: Observed, name: string): boolean {
  return observed.ssh?.device === name;
}

/** Takes devices that are about to join down with their own files, while those are still there. */
export function claimSteps({ observed, before }: Change, members: readonly string[]): Step[] {
  return members
    .filter((member) => ownConfiguration(observed, before, member))
    .map((member) => ({
      title: `${member}: leaves its own configuration`,
      disruption: carriesSsh(observed, member) ? "management-path" : "member",
      ...ifdownOps(observed, member),
    }));
}

/** Members without a file of their own, or in another bond, are made free before the scripts take them. */
export function clearSteps({ observed, before, desired }: Change, members: readonly string[]): Step[] {
  const { device } = desired;
  return members.flatMap((member): Step[] => {
    const link = observed.links[member];
    if (!link || link.master === device || ownConfiguration(observed, before, member)) return [];
    const { master } = link;
    if (!master && !link.up && link.addresses.length === 0) return [];
    const release: Op[] = master
      ? [["detach", master, member]]
      : [
          ["flush", member],
          ["down", member],
        ];
    const undo: Op[] = master ? [["attach", master, member]] : restoreLink(observed, member);
    const disruption = carriesSsh(observed, member) ? "management-path" : "member";
    return [{ title: `${member}: is made free`, disruption, do: release, undo }];
  });
}

/** One member joins; another bond that holds it lets it go. */
export function joinStep(change: Change, member: string): Step {
  const { observed, desired } = change;
  const { device } = desired;
  const holder = observed.links[member]?.master;
  const release: Op[] = holder && holder !== device ? [["detach", holder, member]] : [];
  // Going down to be taken in, it takes what stands on it along.
  const above: Op[] = withVlans(observed, member).length > 1 ? [["recall", member]] : [];
  const back: Op[] = release.length > 0 ? [["attach", holder ?? "", member]] : restoreLink(observed, member);
  return {
    title: `${device}: ${member} joins`,
    disruption: carriesSsh(observed, member) ? "management-path" : "member",
    do: [...release, ...strippedOps(observed, [member]), ["attach", device, member], ...above],
    undo: [["detach", device, member], ...back],
  };
}

/** One member leaves; the others do not notice. */
export function leaveStep(change: Change, member: string): Step {
  const { bond, desired } = change;
  const { device } = desired;
  const primary = bond?.options.primary === member;
  const again: Op[] = primary ? [["sysfs", device, "primary", member]] : [];
  return {
    title: `${device}: ${member} leaves`,
    disruption: "member",
    do: [["detach", device, member]],
    undo: [["attach", device, member], ...again],
  };
}

/** Whether the new files bring this device up by itself. */
export function comesUp({ after }: Change, member: string): boolean {
  const profile = after[member];
  return profile?.atBoot === true && profile.master === undefined;
}

/** A device that is free again comes up as its own file says; a default route that its file brings yields to the bond's. */
export function freeSteps(change: Change, members: readonly string[]): Step[] {
  const routes = declaredRoutes(change.desired).map(addRoute);
  return members
    .filter((member) => comesUp(change, member))
    .map((member) => ({
      title: `${member}: comes up as its own file says`,
      disruption: "member",
      do: [["ifup", member], ...routes],
      undo: [["ifdown", member], ["flush", member], ["down", member], ...routes, RECALL_ALL],
    }));
}

/** Members that were set down by hand come up. */
export function wakeSteps({ observed, desired, bond }: Change): Step[] {
  const asleep = desired.members.filter((member) => bond?.members.includes(member) && !observed.links[member]?.up);
  return asleep.map((member) => ({
    title: `${member}: up`,
    disruption: member === desired.options.primary ? "member" : "live", // a primary takes over from another
    do: [["up", member]],
    undo: [["down", member]],
  }));
}

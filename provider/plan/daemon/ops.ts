import { strayAddresses } from "../../compare/addresses";
import { strayRoutes } from "../../compare/routes";
import { strayRules } from "../../compare/rules";
import type { Observed } from "../../model/observed";
import type { Op } from "../../model/plan";
import type { Profiles } from "../../model/stack";
import type { Change } from "../change";
import { deleteRoute, deleteRule, restoreLink } from "../runtime";

/** The id by which the stack knows a device's configuration; "" where no file configures it. */
export const idOf = (profiles: Profiles, name: string): string => profiles[name]?.id ?? "";

/** What left the program leaves the kernel, whether the stack has taken it away by then or not. */
export const leavingOps = ({ desired, observed, previous }: Change): Op[] => [
  ...strayAddresses(desired, observed, previous).map((cidr): Op => ["address-del", desired.device, cidr]),
  ...strayRoutes(desired, observed, previous).map(deleteRoute),
  ...strayRules(desired, observed, previous).map(deleteRule),
];

/** Members come in by their own files. */
export const joinOps = (bond: string, members: readonly string[], profiles: Profiles): Op[] =>
  members.map((member) => ["join", bond, member, idOf(profiles, member)]);

/** A device by its own configuration again, where it had one that was up; else as it was observed. */
export function freeAgain(observed: Observed, before: Profiles, name: string): Op[] {
  const link = observed.links[name];
  const profile = before[name];
  const own = link?.up && link.master === undefined && profile?.id !== undefined && profile.master === undefined;
  return [...restoreLink(observed, name), ...(own ? [["activate", profile.id ?? ""] as const] : [])];
}

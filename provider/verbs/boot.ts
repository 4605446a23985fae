import { type BootJudgement, judgeBoot, untrueAtBoot } from "../boot";
import { filesAfter } from "../compare/after";
import type { Desired } from "../model/desired";
import type { Observed } from "../model/observed";
import type { FileChange } from "../model/plan";
import type { Permission, Refuse } from "../plan/refuse";
import { NETWORK_SCRIPTS as STACK } from "../stacks/network-scripts";

/** How a change was asked for, as far as it bears on the next boot. */
interface Change extends Pick<Permission, "allowManagementMove" | "previous"> {
  /** The members that are declared. */
  members: readonly string[];
  /** False: the bond is deleted. */
  stays: boolean;
}

/** Refuses a declaration that no update could make true at the next boot: what stands in the way is in files of others. */
function untrue(wanted: Desired, observed: Observed, files: readonly FileChange[], refuse: Refuse): string[] {
  const after = filesAfter(observed, wanted.device, files);
  return [
    ...STACK.unreadable(after).map(({ why, next }) => refuse(why, next)),
    ...untrueAtBoot(wanted, STACK.atBoot(after, observed), observed).map(({ why, next }) =>
      refuse(`at the next boot it would not be as declared: ${why}`, next),
    ),
  ];
}

/** Whether a change leaves SSH its way in at the next boot; where there would be none without the change, that is a warning. */
export function judgeWayIn(
  device: string,
  observed: Observed,
  files: readonly FileChange[],
  how: Change,
  refuse: Refuse,
): BootJudgement {
  if (how.allowManagementMove) return { reasons: [], warnings: [] };
  const { stays, previous } = how;
  const members = [...new Set([...how.members, ...(observed.bonds[device]?.members ?? [])])];
  const boot = {
    before: STACK.atBoot(observed.files, observed),
    after: STACK.atBoot(filesAfter(observed, device, files), observed),
  };
  return judgeBoot(observed, boot, { device, members, stays }, stays && previous === undefined, refuse);
}

/** What speaks against a declaration when the next boot is thought of. */
export function judged(
  wanted: Desired,
  observed: Observed,
  files: readonly FileChange[],
  how: Change,
  refuse: Refuse,
): BootJudgement {
  const { reasons, warnings } = judgeWayIn(wanted.device, observed, files, how, refuse);
  return { reasons: [...untrue(wanted, observed, files, refuse), ...reasons], warnings };
}

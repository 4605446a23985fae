import { type BootJudgement, judgeBoot, untrueAtBoot } from "../boot";
import { filesAfter } from "../compare/after";
import type { Desired } from "../model/desired";
import type { Observed } from "../model/observed";
import type { FileChange } from "../model/plan";
import type { Stack } from "../model/stack";
import type { Permission, Refuse } from "../plan/refuse";

/** How a change was asked for, as far as it bears on the next boot. */
interface Change extends Pick<Permission, "allowManagementMove" | "previous"> {
  /** The members that are declared. */
  members: readonly string[];
  /** False: the bond is deleted. */
  stays: boolean;
}

/** What a boot brings by the files as they are, and as they will be. */
function bootsOf(stack: Stack, device: string, observed: Observed, changes: readonly FileChange[]) {
  const files = filesAfter(observed, device, changes);
  return { stack, files, before: stack.atBoot(observed.files, observed), after: stack.atBoot(files, observed) };
}
type Boots = ReturnType<typeof bootsOf>;

/** Refuses a declaration that no update could make true at the next boot: what stands in the way is in files of others. */
function untrue(wanted: Desired, observed: Observed, { stack, files, after }: Boots, refuse: Refuse): string[] {
  return [
    ...stack.unreadable(files).map(({ why, next }) => refuse(why, next)),
    ...untrueAtBoot(wanted, after, observed).map(({ why, next }) =>
      refuse(`at the next boot it would not be as declared: ${why}`, next),
    ),
  ];
}

function judge(device: string, observed: Observed, boots: Boots, how: Change, refuse: Refuse): BootJudgement {
  if (how.allowManagementMove) return { reasons: [], warnings: [] };
  const { stays, previous } = how;
  const members = [...new Set([...how.members, ...(observed.bonds[device]?.members ?? [])])];
  return judgeBoot(observed, boots, { device, members, stays }, stays && previous === undefined, refuse);
}

/** Whether a change leaves SSH its way in at the next boot; where there would be none without the change, that is a warning. */
export const judgeWayIn = (
  stack: Stack,
  device: string,
  observed: Observed,
  files: readonly FileChange[],
  how: Change,
  refuse: Refuse,
): BootJudgement => judge(device, observed, bootsOf(stack, device, observed, files), how, refuse);

/** What speaks against a declaration when the next boot is thought of. */
export function judged(
  stack: Stack,
  wanted: Desired,
  observed: Observed,
  files: readonly FileChange[],
  how: Change,
  refuse: Refuse,
): BootJudgement {
  const boots = bootsOf(stack, wanted.device, observed, files);
  const { reasons, warnings } = judge(wanted.device, observed, boots, how, refuse);
  return { reasons: [...untrue(wanted, observed, boots, refuse), ...reasons], warnings };
}

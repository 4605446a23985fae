import type { Step } from "../model/plan";
import { addressSteps } from "./addressing";
import { keptMac } from "./bond";
import { bridgeSteps } from "./bridge";
import type { Change } from "./change";
import { needsRebuild, optionSteps, rebuildStep } from "./kernel";
import { macSteps, mtuSteps, upSteps } from "./link";
import { claimSteps, freeSteps, joinStep, leaveStep, wakeSteps } from "./members";

/** The step that swaps the files in, where any differ. */
export function fileSteps({ files }: Pick<Change, "files">): Step[] {
  if (files.length === 0) return [];
  const names = files.map(({ path }) => path.slice(path.lastIndexOf("/") + 1));
  return [{ title: `files: ${names.join(", ")}`, disruption: "files", do: [["files"]], undo: [["files"]] }];
}

/**
 * An existing bond brought to what is declared by direct kernel operations, with the least disruption: members join
 * before options that count them, a new primary is chosen before the old one leaves, addresses are added before others go.
 */
export function updateSteps(change: Change): Step[] {
  const { desired, bond } = change;
  const before = bond?.members ?? [];
  const joining = desired.members.filter((member) => !before.includes(member));
  const leaving = before.filter((member) => !desired.members.includes(member));
  const rebuild = needsRebuild(change);
  return [
    ...claimSteps(change, joining),
    ...fileSteps(change),
    ...(rebuild ? [rebuildStep(change)] : []),
    ...(rebuild ? [] : wakeSteps(change)),
    ...joining.map((member) => joinStep(change, member)),
    ...(rebuild ? [] : optionSteps(change)),
    ...(rebuild ? [] : leaving.map((member) => leaveStep(change, member))),
    ...mtuSteps(change),
    ...(rebuild && keptMac(change) ? [] : macSteps(change, leaving)),
    ...upSteps(change),
    ...bridgeSteps(change),
    ...addressSteps(change),
    ...freeSteps(change, leaving),
  ];
}

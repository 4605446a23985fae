import type { Observed } from "../../model/observed";
import type { Op, Step } from "../../model/plan";
import type { Setup } from "../../model/stack";
import { carriesSsh } from "../members";
import type { Freed } from "../remove";
import { RECALL_ALL } from "../runtime";
import { idOf } from "./ops";
import { backOps } from "./renew";

/** The bond goes, its files say what they said before, and its members come up by those. */
export function removeStep(device: string, observed: Observed, setup: Setup, freed: readonly Freed[]): Step {
  const { before } = setup;
  const id = idOf(before, device);
  return {
    title: `${device}: goes down and away`,
    disruption: carriesSsh(observed, device) ? "management-path" : "members-released",
    do: [
      ...(id === "" ? [] : [["deactivate", id] as const]),
      ["delete-bond", device],
      ["files"],
      ["reread"],
      ...freed.flatMap((one): Op[] => (one.id === undefined ? [] : [["activate", one.id]])),
    ],
    undo: [["files"], ["reread"], ...backOps(device, observed, before), RECALL_ALL],
  };
}

import { check, desired } from "../../provider/check";
import type { Desired } from "../../provider/model/desired";
import type { Observed } from "../../provider/model/observed";
import type { Plan } from "../../provider/model/plan";
import { fileChanges } from "../../provider/stacks/network-scripts/files";
import { renderFiles } from "../../provider/stacks/network-scripts/render";
import { planChange, planDelete } from "../model/plans";
import { declared, type Operation, type Program } from "./programs";

function wanted(program: Program): Desired | undefined {
  const bond = declared(program, { host: "lab" }, {});
  return bond && desired(check(bond).inputs);
}

/** The plan that the provider makes for an operation on the machine as it was observed. */
export function planOf({ from, to }: Operation, observed: Observed): Plan {
  const bond = wanted(to);
  if (bond === undefined) return planDelete("bond0", observed);
  const previous = wanted(from);
  const files = fileChanges(bond, observed, renderFiles(bond, observed.files));
  return planChange(bond, observed, { activation: "least", files, ...(previous && { previous }) });
}

import { filesAfter } from "../../compare/after";
import type { Files, Observed } from "../../model/observed";
import { isStackOp, LEAST_SECONDS, type Op, type Plan, type StackOp } from "../../model/plan";
import { isLiveName } from "./greps";
import { goingDown, secondsOf, type Texts, type Waits, waitsInWords, waitsOfInterface, waitsOfNetwork } from "./waits";

/** Of the seconds that a command gets in any case, those for its work on a slow host. */
const WORK = 30;
/** No command gets more, however much the files ask for. */
const MOST = 3600;

function waitsFor([word, what]: StackOp, files: Texts): Waits {
  const waits = word === "network" ? waitsOfNetwork(files) : waitsOfInterface(what, files);
  return word === "ifdown" || what === "stop" ? goingDown(waits) : waits;
}

function timedOp(op: Op, files: Texts): Op {
  if (!isStackOp(op)) return op;
  const waits = waitsFor(op, files);
  const seconds = String(Math.min(MOST, Math.max(LEAST_SECONDS, WORK + secondsOf(waits))));
  return [op[0], op[1], seconds, waitsInWords(waits)] as StackOp;
}

/** The texts of all files that the scripts take for an interface's. */
function live(files: Files): Texts {
  const found = Object.entries(files).filter(([path]) => isLiveName(path));
  return new Map(found.map(([path, { content }]) => [path, content]));
}

/**
 * The plan with the seconds that each command of the stack gets, by what the files ask it to wait for: steps before the
 * files are swapped work with the old ones, the others with the new ones, on the way back as well.
 */
export function timed(plan: Plan, observed: Observed): Plan {
  if (!plan.steps.some((step) => [...step.do, ...step.undo].some(isStackOp))) return plan;
  const before = live(observed.files);
  const after = live(filesAfter(observed, plan.device, plan.files));
  const swap = plan.steps.findIndex((step) => step.do.some(([word]) => word === "files"));
  const steps = plan.steps.map((step, index) => {
    const time = (op: Op) => timedOp(op, index < swap ? before : after);
    return { ...step, do: step.do.map(time), undo: step.undo.map(time) };
  });
  return { ...plan, steps };
}

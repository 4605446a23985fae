import type { Observed } from "../model/observed";
import type { FileChange, Op, Plan, StackOp } from "../model/plan";
import { isLiveName } from "../stacks/network-scripts/greps";
import {
  type Files,
  goingDown,
  secondsOf,
  type Waits,
  waitsInWords,
  waitsOfInterface,
  waitsOfNetwork,
} from "../stacks/network-scripts/waits";

/** Seconds that a command of the stack gets in any case; half of them are for its work on a slow host. */
const LEAST = 60;
const WORK = 30;
/** No command gets more, however much the files ask for. */
const MOST = 3600;

const isStackOp = (op: Op): op is StackOp => ["ifup", "ifdown", "network"].includes(op[0]);

function waitsFor([word, what]: StackOp, files: Files): Waits {
  const waits = word === "network" ? waitsOfNetwork(files) : waitsOfInterface(what, files);
  return word === "ifdown" || what === "stop" ? goingDown(waits) : waits;
}

function timedOp(op: Op, files: Files): Op {
  if (!isStackOp(op)) return op;
  const waits = waitsFor(op, files);
  const seconds = String(Math.min(MOST, Math.max(LEAST, WORK + secondsOf(waits))));
  return [op[0], op[1], seconds, waitsInWords(waits)] as StackOp;
}

function filesAfter(before: Files, changes: readonly FileChange[], originals: Observed["originals"][string]): Files {
  const after = new Map(before);
  for (const { path, content, restoreOriginal } of changes) {
    const text = restoreOriginal ? originals[path]?.content : content;
    if (text === null || text === undefined) after.delete(path);
    else if (isLiveName(path)) after.set(path, text);
  }
  return after;
}

/**
 * The plan with the seconds that each command of the stack gets, by what the files ask it to wait for: steps before the
 * files are swapped work with the old ones, the others with the new ones, on the way back as well.
 */
export function timed(plan: Plan, observed: Observed): Plan {
  if (!plan.steps.some((step) => [...step.do, ...step.undo].some(isStackOp))) return plan;
  const live = Object.entries(observed.files).filter(([path]) => isLiveName(path));
  const before = new Map(live.map(([path, { content }]) => [path, content]));
  const after = filesAfter(before, plan.files, observed.originals[plan.device] ?? {});
  const swap = plan.steps.findIndex((step) => step.do.some(([word]) => word === "files"));
  const steps = plan.steps.map((step, index) => {
    const time = (op: Op) => timedOp(op, index < swap ? before : after);
    return { ...step, do: step.do.map(time), undo: step.undo.map(time) };
  });
  return { ...plan, steps };
}

/**
 * Seconds by which the rollback timer is raised where commands of the stack may take longer than usual.
 *
 * @param counted Seconds of that which the timer counts already: the bond's own DHCP lease.
 */
export function raisedBy(plan: Plan, counted: number): number {
  const ops = plan.steps.flatMap((step) => step.do).filter(isStackOp);
  const longer = ops.reduce((all, [, , seconds]) => all + Number(seconds ?? LEAST) - LEAST, 0);
  return Math.ceil((Math.max(0, longer - counted) * 4) / 3); // a quarter of the time is the client's
}

import type { FileChange, Step } from "../model/plan";
import type { Written } from "../model/stack";

/** Whether the stack takes a device down: its commands then rewrite files. */
function takesDown(steps: readonly Step[]): boolean {
  return steps.some((step) =>
    step.do.some(([word, name]) => word === "ifdown" || (word === "network" && name === "stop")),
  );
}

/** The files of a plan, and with them those that the commands of these steps would rewrite. */
export const withTouched = ({ files, touched }: Written, steps: readonly Step[]): FileChange[] =>
  takesDown(steps) ? [...files, ...touched] : files;

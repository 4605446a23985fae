import type { Desired } from "../model/desired";
import type { Observed } from "../model/observed";
import type { Plan, Step } from "../model/plan";
import { type Change, changeOf, type How } from "./change";
import { cycleSteps, dhcpChanges, isNew } from "./cycle";
import { daemonSteps } from "./daemon";
import { withTouched } from "./touched";
import { updateSteps } from "./update";
import { declaredChecks, lifeChecks } from "./verify";

function stepsFor(change: Change): Step[] {
  if (change.daemon) return daemonSteps(change);
  if (isNew(change) || dhcpChanges(change)) return cycleSteps(change);
  const direct = updateSteps(change);
  const touches = direct.some(({ disruption }) => disruption !== "files");
  return touches && change.activation === "restart" ? cycleSteps(change) : direct;
}

/**
 * The way from what is observed to what is declared, for create and update alike. No steps: all agree and nothing runs.
 * A difference in files alone is one step that no kernel notices; one in the kernel alone writes no file.
 */
export function planChange(desired: Desired, observed: Observed, how: How): Plan {
  const { device } = desired;
  const change = changeOf(desired, observed, how);
  const bare = stepsFor(change);
  if (bare.length === 0) return { device, steps: [], files: [], verify: [] };
  const files = withTouched(how, bare);
  const steps = stepsFor({ ...change, files });
  const quiet = steps.every(({ disruption }) => disruption === "files");
  const life = quiet ? [] : lifeChecks(desired, observed, how.requirePartner ?? true);
  const verify = [...declaredChecks(desired, how.proof), ...life];
  return { device, steps, files, verify };
}

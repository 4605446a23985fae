import { applyOptions, DHCP, desired } from "../check";
import type { Desired } from "../model/desired";
import type { Observed } from "../model/observed";
import type { OptionValues } from "../options/row";
import { raisedBy } from "../plan/patience";
import { summary } from "../plan/summary";
import { sayDoubts, sayPlan } from "./announce";
import { adoptionOf } from "./compared";
import { type Bag, connectionOf, subjectOf } from "./outputs";
import { prepare } from "./prepare";
import { say } from "./say";
import { transact } from "./transact";

/** What an existing bond is taken over with, which is told so that the program can be completed. */
export function takeOver(inputs: Bag, observed: Observed): OptionValues {
  const subject = subjectOf(inputs);
  const { keep } = adoptionOf(desired(inputs), observed);
  const kept = Object.entries(keep).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  if (kept.length > 0)
    say(subject, `keeps what the program does not mention and may be written under options: ${kept.join(", ")}`);
  return keep;
}

/** Brings the host from what was observed to what `inputs` declare; gives back what it has then. */
export async function bring(inputs: Bag, observed: Observed, previous?: Desired): Promise<Observed> {
  const subject = subjectOf(inputs);
  const { wanted, reasons, warnings, plan } = prepare(inputs, observed, previous);
  for (const warning of warnings) say(subject, `warning: ${warning}`);
  if (plan === undefined) throw new Error(reasons.join("\n"));
  if (plan.steps.length === 0) return observed;
  sayPlan(subject, summary(plan, observed, wanted));
  const doing = previous === undefined ? "create" : "change";
  const apply = applyOptions(inputs);
  const rollbackAfter = apply.rollbackAfter + raisedBy(plan, wanted.dhcp ? DHCP : 0);
  const manner = { ...apply, rollbackAfter };
  const after = await transact({ subject, doing, connection: connectionOf(inputs), apply: manner, plan, observed });
  sayDoubts(subject, wanted, apply, after);
  return after;
}

import { applyOptions } from "../check";
import type { Observed } from "../model/observed";
import type { Plan } from "../model/plan";
import { deleteConflicts } from "../plan/conflicts";
import { raisedBy } from "../plan/patience";
import { refusal } from "../plan/refuse";
import { planDelete } from "../plan/remove";
import { unwritable } from "../plan/unwritable";
import { exclusively } from "../ssh";
import { presentOf, setupOf, stackOf } from "../stacks";
import { judgeWayIn } from "./boot";
import { isGone } from "./compared";
import { look } from "./look";
import { type Bag, connectionOf, sameMachine, subjectOf } from "./outputs";
import type { Subject } from "./say";
import { reach } from "./settings";
import { settled, transact } from "./transact";

/** The way to a host without the bond; every reason not to go it is thrown. Touches nothing. */
function prepared({ device, host }: Subject, observed: Observed, force: boolean): Plan {
  const stack = stackOf(observed, device);
  const setup = setupOf(stack, observed, presentOf(stack, observed, device), stack.giveBack(device, observed));
  const refusals = stack.hostRefusals(observed, [device, ...(observed.bonds[device]?.members ?? [])]);
  const reasons = deleteConflicts(device, observed, { host, force, setup, refusals });
  if (reasons.length > 0) throw new Error(reasons.join("\n"));
  const plan = stack.timed(planDelete(device, observed, setup), observed);
  const refuse = refusal("delete", device, host);
  const how = { allowManagementMove: force, members: [], stays: false };
  const lost = judgeWayIn(stack, device, observed, plan.files, how, refuse);
  const never = [...lost.reasons, ...unwritable(plan.files, observed, refuse)];
  if (never.length > 0) throw new Error(never.join("\n"));
  return plan;
}

/** Gives the NICs back: the bond is gone, the files say what they said before. What is gone already is no error. */
export async function remove(_id: string, props: Bag): Promise<void> {
  const connection = connectionOf(props);
  const subject = subjectOf(props);
  await exclusively(reach(connection), async () => {
    const seen = await look(connection);
    sameMachine(props, seen, "delete");
    const observed = await settled(subject, connection, seen);
    if (isGone(observed, subject.device) && observed.originals[subject.device] === undefined) return;
    const apply = applyOptions(props);
    const plan = prepared(subject, observed, apply.allowManagementMove);
    const manner = { ...apply, rollbackAfter: apply.rollbackAfter + raisedBy(plan, 0) };
    if (plan.steps.length > 0) await transact({ subject, doing: "delete", connection, apply: manner, plan, observed });
  });
}

import { applyOptions } from "../check";
import { deleteConflicts } from "../plan/conflicts";
import { raisedBy } from "../plan/patience";
import { refusal } from "../plan/refuse";
import { planDelete } from "../plan/remove";
import { unwritable } from "../plan/unwritable";
import { exclusively } from "../ssh";
import { NETWORK_SCRIPTS } from "../stacks/network-scripts";
import { setupOf } from "../stacks/setup";
import { judgeWayIn } from "./boot";
import { isGone } from "./compared";
import { look } from "./look";
import { type Bag, connectionOf, sameMachine, subjectOf } from "./outputs";
import { reach } from "./settings";
import { settled, transact } from "./transact";

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
    const force = apply.allowManagementMove;
    const stack = NETWORK_SCRIPTS;
    const setup = setupOf(stack, subject.device, observed, stack.giveBack(subject.device, observed));
    const reasons = deleteConflicts(subject.device, observed, { host: subject.host, force, setup });
    if (reasons.length > 0) throw new Error(reasons.join("\n"));
    const plan = stack.timed(planDelete(subject.device, observed, setup), observed);
    const how = { allowManagementMove: force, members: [], stays: false };
    const refuse = refusal("delete", subject.device, subject.host);
    const lost = judgeWayIn(subject.device, observed, plan.files, how, refuse);
    const never = [...lost.reasons, ...unwritable(plan.files, observed, refuse)];
    if (never.length > 0) throw new Error(never.join("\n"));
    const manner = { ...apply, rollbackAfter: apply.rollbackAfter + raisedBy(plan, 0) };
    if (plan.steps.length > 0) await transact({ subject, doing: "delete", connection, apply: manner, plan, observed });
  });
}

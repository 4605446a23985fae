import { desired, hasUnknown } from "../check";
import type { Desired } from "../model/desired";
import { isStray } from "../plan/change";
import { summary } from "../plan/summary";
import { SshError } from "../ssh";
import { sayForeseen } from "../verbs/announce";
import { declaration } from "../verbs/declared";
import { sharedLook } from "../verbs/look";
import { type Bag, connectionOf, keptOf, sameMachine, subjectOf } from "../verbs/outputs";
import { prepare } from "../verbs/prepare";
import { say } from "../verbs/say";

/** What an update would find and do, asked of the host at preview. Nothing on the host changes: no lock, no folder, no file. */
export async function foresee(inputs: Bag, olds?: Bag): Promise<void> {
  if (hasUnknown(inputs)) return;
  const subject = subjectOf(inputs);
  const observed = await sharedLook(connectionOf(inputs)).catch((error: unknown) => {
    if (!(error instanceof SshError)) throw error;
    say(subject, `warning: the preview could not ask the host: ${error.message}`);
  });
  if (observed === undefined) return;
  if (olds !== undefined) sameMachine({ ...inputs, machineId: olds.machineId }, observed, "change");
  const kept = olds?.kept === undefined ? {} : { kept: keptOf(olds) };
  const { reasons, warnings, plan, wanted } = prepare(
    { ...inputs, ...kept },
    observed,
    earlier(inputs, olds, observed),
  );
  for (const warning of warnings) say(subject, `warning: ${warning}`);
  if (plan === undefined) throw new Error(reasons.join("\n"));
  const steps = plan.steps.length;
  sayForeseen(subject, summary(plan, observed, wanted), steps);
}

/** The earlier declaration: the recorded one, or that of a create whose answer got lost. */
function earlier(
  inputs: Bag,
  olds: Bag | undefined,
  observed: Awaited<ReturnType<typeof sharedLook>>,
): Desired | undefined {
  if (olds !== undefined) return { ...desired(olds), members: desired(declaration(olds)).members };
  const { device } = desired(inputs);
  const there = observed.bonds[device] !== undefined && !isStray(observed, device);
  return there && observed.originals[device] !== undefined ? desired(inputs) : undefined;
}

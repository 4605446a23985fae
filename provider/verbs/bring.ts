import { applyOptions, DHCP, desired } from "../check";
import { adoption } from "../drift";
import { renderFiles } from "../ifcfg/render";
import type { Desired } from "../model/desired";
import type { Observed } from "../model/observed";
import { optionNamed } from "../options/lookup";
import type { OptionValues } from "../options/row";
import { conflicts } from "../plan/conflicts";
import { fileChanges } from "../plan/files";
import { planChange } from "../plan/plan";
import { resolverFile } from "../plan/shared";
import { raisedBy } from "../plan/stackTime";
import { summary } from "../plan/summary";
import { sayPlan } from "./announce";
import { type Bag, connectionOf, keptOf, subjectOf } from "./outputs";
import { say } from "./say";
import { transact } from "./transact";

/** With what an adopted bond keeps; of another mode's options nothing is kept. */
function complete(wanted: Desired, kept: OptionValues): Desired {
  const acts = (name: string) => (optionNamed(name)?.row.modes as readonly string[] | undefined)?.includes(wanted.mode);
  const keep = Object.fromEntries(Object.entries(kept).filter(([name]) => acts(name)));
  return { ...wanted, options: { ...keep, ...wanted.options } };
}

/** What an existing bond is taken over with, which is told so that the program can be completed; or why it is not. */
export function takeOver(inputs: Bag, observed: Observed): OptionValues {
  const subject = subjectOf(inputs);
  const { device, host } = subject;
  const { keep, foreignKeys } = adoption(desired(inputs), observed);
  const kept = Object.entries(keep).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  if (kept.length > 0)
    say(subject, `keeps what the program does not mention and may be written under options: ${kept.join(", ")}`);
  if (foreignKeys.length === 0) return keep;
  throw new Error(
    `Unable to adopt ${device} on ${host}: its files have keys that the program does not declare: ${foreignKeys.join("; ")}. ` +
      'Write them under extraKeys to keep them, or there with "" in the place of the value to give them up.',
  );
}

/** Brings the host from what was observed to what `inputs` declare; gives back what it has then. */
export async function bring(inputs: Bag, observed: Observed, previous?: Desired): Promise<Observed> {
  const subject = subjectOf(inputs);
  const wanted = complete(desired(inputs), keptOf(inputs));
  const apply = applyOptions(inputs);
  const { activation, requirePartner, allowManagementMove } = apply;
  const earlier = previous === undefined ? {} : { previous };
  const reasons = conflicts(wanted, observed, {
    host: subject.host,
    adopt: inputs.adopt === true,
    allowManagementMove,
    activation,
    differences: adoption(wanted, observed).differences,
    ...earlier,
  });
  if (reasons.length > 0) throw new Error(reasons.join("\n"));
  const rendered = { ...renderFiles(wanted, observed.files), ...resolverFile(wanted, observed, previous) };
  const files = fileChanges(wanted, observed, rendered, previous !== undefined || inputs.adopt === true);
  const plan = planChange(wanted, observed, { activation, files, requirePartner, ...earlier });
  if (plan.steps.length === 0) return observed;
  sayPlan(subject, summary(plan, observed, wanted).replace(/^.*? on .*?: /, ""));
  const doing = previous === undefined ? "create" : "change";
  const rollbackAfter = apply.rollbackAfter + raisedBy(plan, wanted.dhcp ? DHCP : 0);
  const manner = { ...apply, rollbackAfter };
  return transact({ subject, doing, connection: connectionOf(inputs), apply: manner, plan, observed });
}

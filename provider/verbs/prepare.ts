import { applyOptions, desired } from "../check";
import { adoption } from "../drift";
import { renderFiles } from "../ifcfg/render";
import type { Desired } from "../model/desired";
import type { Observed } from "../model/observed";
import type { Plan } from "../model/plan";
import { optionNamed } from "../options/lookup";
import type { OptionValues } from "../options/row";
import { conflicts } from "../plan/conflicts";
import { fileChanges } from "../plan/files";
import { planChange } from "../plan/plan";
import { refusal } from "../plan/refuse";
import { resolverFile } from "../plan/shared";
import { unanswered } from "../plan/unanswered";
import { type Bag, keptOf, subjectOf } from "./outputs";

/** What is to be done to a host, or every reason not to begin. */
export interface Prepared {
  wanted: Desired;
  reasons: string[];
  /** Absent: there are reasons. */
  plan?: Plan;
}

/** With what an adopted bond keeps; of another mode's options nothing is kept. */
function complete(wanted: Desired, kept: OptionValues): Desired {
  const acts = (name: string) => (optionNamed(name)?.row.modes as readonly string[] | undefined)?.includes(wanted.mode);
  const keep = Object.fromEntries(Object.entries(kept).filter(([name]) => acts(name)));
  return { ...wanted, options: { ...keep, ...wanted.options } };
}

/** The operation as its refusals call it. */
const operationOf = (adopt: boolean, previous?: Desired) => (previous ? "change" : adopt ? "adopt" : "create");

/** The way from what was observed to what `inputs` declare, or why it is not gone. Touches nothing. */
export function prepare(inputs: Bag, observed: Observed, previous?: Desired): Prepared {
  const { host, device } = subjectOf(inputs);
  const wanted = complete(desired(inputs), keptOf(inputs));
  const { activation, requirePartner, allowManagementMove } = applyOptions(inputs);
  const adopt = inputs.adopt === true;
  const earlier = previous === undefined ? {} : { previous };
  const { differences } = adoption(wanted, observed);
  const how = { host, adopt, allowManagementMove, activation, differences, ...earlier };
  const reasons = conflicts(wanted, observed, how);
  if (reasons.length > 0) return { wanted, reasons };
  const rendered = { ...renderFiles(wanted, observed.files), ...resolverFile(wanted, observed, previous) };
  const files = fileChanges(wanted, observed, rendered, previous !== undefined || adopt);
  const refuse = refusal(operationOf(adopt, previous), device, host);
  const lost = unanswered(wanted, observed, files, refuse, previous);
  if (lost.length > 0) return { wanted, reasons: lost };
  return { wanted, reasons: [], plan: planChange(wanted, observed, { activation, files, requirePartner, ...earlier }) };
}

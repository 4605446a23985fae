import { applyOptions, desired, stackOption } from "../check";
import { declaredByFiles } from "../drift";
import type { Desired } from "../model/desired";
import type { Observed } from "../model/observed";
import type { Plan } from "../model/plan";
import { optionNamed } from "../options/lookup";
import type { OptionValues } from "../options/row";
import { withBridge } from "../plan/bridge";
import { conflicts } from "../plan/conflicts";
import { planChange } from "../plan/plan";
import { refusal } from "../plan/refuse";
import { vlansAbroad } from "../plan/standing";
import { unanswered } from "../plan/unanswered";
import { unwritable } from "../plan/unwritable";
import { presentOf, setupOf } from "../stacks";
import { judged } from "./boot";
import { adoptionOf, stackBehind } from "./compared";
import { type Bag, keptOf, subjectOf } from "./outputs";

/** What is to be done to a host, or every reason not to begin. */
export interface Prepared {
  wanted: Desired;
  reasons: string[];
  /** What is wrong with the next boot whatever this change does. */
  warnings: string[];
  /** Absent: there are reasons. */
  plan?: Plan;
}

/** With what an adopted bond keeps; of another mode's options nothing is kept. */
function complete(wanted: Desired, kept: OptionValues): Desired {
  const acts = (name: string) => (optionNamed(name)?.row.modes as readonly string[] | undefined)?.includes(wanted.mode);
  const keep = Object.fromEntries(Object.entries(kept).filter(([name]) => acts(name)));
  return { ...wanted, options: { ...keep, ...wanted.options } };
}

/** What somebody wrote into the bond's file leaves the kernel with it, as if an earlier declaration had had it. */
function withHandWritten(previous: Desired, file: Desired | undefined): Desired {
  const addresses = [...new Set([...previous.addresses, ...(file?.addresses ?? [])])];
  return { ...previous, addresses, routes: [...previous.routes, ...(file?.routes ?? [])] };
}

/** The operation as its refusals call it. */
const operationOf = (adopt: boolean, previous?: Desired) => (previous ? "change" : adopt ? "adopt" : "create");

/** The way from what was observed to what `inputs` declare, or why it is not gone. Touches nothing. */
export function prepare(inputs: Bag, observed: Observed, previous?: Desired): Prepared {
  const { host, device } = subjectOf(inputs);
  const declaredAs = complete(desired(inputs), keptOf(inputs));
  const stack = stackBehind(declaredAs, observed, stackOption(inputs));
  const present = presentOf(stack, observed, device);
  const { now } = present;
  const wanted = withBridge(declaredAs, now, previous);
  const { activation, requirePartner, allowManagementMove } = applyOptions(inputs);
  const adopt = inputs.adopt === true;
  const declared = declaredByFiles(wanted, now);
  const taken = adopt && previous === undefined ? declared : undefined;
  const before = previous ? withHandWritten(previous, declared) : taken;
  const { differences } = adoptionOf(wanted, observed);
  const earlier = { ...(previous && { previous }), ...(taken && { taken }) };
  const refusals = stack.refusals({ desired: wanted, observed, adopt, ...(previous && { previous }) });
  const how = { host, adopt, allowManagementMove, activation, differences, ...earlier, ...present, refusals };
  const reasons = conflicts(wanted, observed, how);
  if (reasons.length > 0) return { wanted, reasons, warnings: [] };
  const written = stack.write(wanted, observed, previous !== undefined || adopt, previous);
  const setup = setupOf(stack, observed, present, written);
  const refuse = refusal(operationOf(adopt, previous), device, host);
  const lost = unanswered(wanted, now, setup.files, refuse, previous);
  const later = { ...how, members: wanted.members, stays: true };
  const { reasons: never, warnings } = judged(stack, wanted, observed, setup.files, later, refuse);
  if (lost.length + never.length > 0) return { wanted, reasons: [...lost, ...never], warnings };
  const manner = { ...setup, activation, requirePartner, ...(before && { previous: before }) };
  const plan = stack.timed(planChange(wanted, observed, manner), observed);
  const late = [...unwritable(plan.files, observed, refuse), ...vlansAbroad(plan, observed, refuse)];
  return late.length > 0 ? { wanted, reasons: late, warnings } : { wanted, reasons: [], warnings, plan };
}

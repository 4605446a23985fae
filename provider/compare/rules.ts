import type { Desired, RoutingRule } from "../model/desired";
import type { Observed } from "../model/observed";
import { agrees, ruleFamily, sameRule } from "../routing/rule";

/** Whether the kernel has this rule. */
export const hasRule = ({ rules }: Observed, wanted: RoutingRule): boolean =>
  rules.some((have) => have.family === ruleFamily(wanted) && agrees(have, wanted));

/** Rules of the former program that are still there and not declared any more. */
export function strayRules(desired: Desired, observed: Observed, previous?: Desired): RoutingRule[] {
  const left = (previous?.rules ?? []).filter((rule) => !desired.rules.some((one) => sameRule(one, rule)));
  return observed.rules.filter(
    (have) =>
      left.some((rule) => have.family === ruleFamily(rule) && agrees(have, rule)) &&
      !desired.rules.some((one) => have.family === ruleFamily(one) && agrees(have, one)),
  );
}

/** Declared rules that the kernel does not have. */
export const missingRules = ({ rules }: Desired, observed: Observed): RoutingRule[] =>
  rules.filter((rule) => !hasRule(observed, rule));

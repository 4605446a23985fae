import type { Fate } from "../../model/account";
import type { RoutingRule } from "../../model/desired";
import { ruleWords, sameRule } from "../../routing/rule";
import type { Tables } from "../../routing/tables";
import { readRule } from "../../routing/words";
import { BLANK, isBlank } from "./account";
import { linesOf } from "./account-lines";
import type { Line } from "./lines";

/** What a rule-DEVICE or rule6-DEVICE file says: what no declaration can say stays in it as it is. */
export function readRuleFile(text: string, family: 4 | 6, tables: Tables): Line<RoutingRule>[] {
  const seen: RoutingRule[] = [];
  return linesOf(text).map((line, at): Line<RoutingRule> => {
    const rule = isBlank(line) ? undefined : readRule(line, family, tables, "file");
    const fate = isBlank(line) ? BLANK : fateOf(rule, seen);
    if (rule !== undefined && fate.fate === "property") seen.push(rule);
    return { ...fate, line: at + 1, text: line, ...(fate.fate === "property" && rule && { item: rule }) };
  });
}

function fateOf(rule: RoutingRule | undefined, seen: readonly RoutingRule[]): Fate {
  if (rule === undefined) return { fate: "kept" };
  if (seen.some((one) => sameRule(one, rule))) return { fate: "without effect", why: "the same rule stands above" };
  if (seen.some((one) => ruleWords(one) === ruleWords(rule))) return { fate: "kept" }; // it is never asked
  return { fate: "property", property: "rules", stays: true };
}

/** The rules of a file's lines. */
export const rulesIn = (entries: readonly Line<RoutingRule>[]): RoutingRule[] =>
  entries.flatMap(({ item }) => (item === undefined ? [] : [item]));

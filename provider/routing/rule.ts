import { isIpv6 } from "../ip/text";
import type { RoutingRule } from "../model/desired";

/** Without an address it is a rule for IPv4. */
export const ruleFamily = ({ from = "", to = "" }: RoutingRule): 4 | 6 => (isIpv6(from) || isIpv6(to) ? 6 : 4);

/** The words of ip for what a rule selects and the table that it asks, in the order in which ip shows them. */
export function ruleWords({ from = "all", to, fwmark, iif, table }: RoutingRule): string {
  return [
    `from ${from}`,
    ...(to === undefined ? [] : [`to ${to}`]),
    ...(fwmark === undefined ? [] : [`fwmark 0x${fwmark.toString(16)}`]),
    ...(iif === undefined ? [] : [`iif ${iif}`]),
    `lookup ${table}`,
  ].join(" ");
}

/** A line of a rule file. */
export const ruleLine = (rule: RoutingRule): string =>
  [ruleWords(rule), ...(rule.priority === undefined ? [] : [`priority ${rule.priority}`])].join(" ");

/** What tells two rules apart. */
export const ruleKey = (rule: RoutingRule): string => `${ruleFamily(rule)} ${ruleLine(rule)}`;

/** Whether a rule that is there is the one that is wanted; without a priority any will do. */
export const agrees = (have: RoutingRule, wanted: RoutingRule): boolean =>
  ruleWords(have) === ruleWords(wanted) && (wanted.priority === undefined || wanted.priority === have.priority);

/** Whether two rules are the same in every word. */
export const sameRule = (a: RoutingRule, b: RoutingRule): boolean =>
  ruleFamily(a) === ruleFamily(b) && agrees(a, b) && a.priority === b.priority;

/** The order of the normal form: as the kernel asks them, those without a priority last. */
export function byRule(a: RoutingRule, b: RoutingRule): number {
  const [one, other] = [orderOf(a), orderOf(b)];
  return one < other ? -1 : one > other ? 1 : 0;
}

const orderOf = (rule: RoutingRule) =>
  `${ruleFamily(rule)} ${String(rule.priority ?? 4294967295).padStart(10, "0")} ${ruleWords(rule)}`;

/** A rule in a few words for people: "rule from 10.0.0.5 lookup 100". */
export const shownRule = (rule: RoutingRule): string => `rule ${ruleWords(rule)}`;

import type { KernelRoute, KernelRule } from "../../provider/model/observed";
import { readRoute, readRule } from "../../provider/routing/words";

const NO_NAMES = new Map<string, number>();

/** The route that the words of an op mean, after the op's own. */
export function routeOf([
  to = "",
  via = "",
  dev = "",
  metric = "",
  further = "",
  type = "",
]: readonly string[]): KernelRoute {
  const family = /:/.test(to + via + further) ? 6 : 4;
  const words = [type, to, via && `via ${via}`, metric && `metric ${metric}`, further].filter((word) => word !== "");
  const route = readRoute(words.join(" "), family, NO_NAMES, "file");
  if (route === undefined) throw new Error(`The model knows no route ${words.join(" ")}.`);
  return { ...route, dev, ...(to === "default" && { to }) };
}

/** The rule that the words of an op mean. */
export function ruleOf([family = "", priority = "", words = ""]: readonly string[]): KernelRule {
  const number = family === "6" ? 6 : 4;
  const rule = readRule(words, number, NO_NAMES, "file");
  if (rule === undefined) throw new Error(`The model knows no rule ${words}.`);
  return { ...rule, family: number, ...(priority !== "" && { priority: Number(priority) }) };
}

import type { KernelRule } from "../../provider/model/observed";
import type { Check, Op } from "../../provider/model/plan";
import { routeKey } from "../../provider/routing/route";
import { ruleKey, ruleWords } from "../../provider/routing/rule";
import type { Host } from "./host";
import type { Device } from "./kernel";
import { Refusal } from "./refusal";
import type { ModelRoute } from "./routes";
import { routeOf, ruleOf } from "./words";

/** What the host saves when a change begins, and what of it the change itself takes away. */
export interface Memory {
  links: readonly Device[];
  routes: readonly ModelRoute[];
  rules: readonly KernelRule[];
  /** Devices that the plan's ops name; undefined: the whole network. */
  touched: readonly string[] | undefined;
  /** "DEVICE CIDR", routes and rules, as the plan deletes them. */
  dropped: readonly string[];
  declared: readonly ModelRoute[];
  /** On the way back nothing is left out. */
  back: boolean;
}

interface Plan {
  steps: readonly { do: Op[]; undo: Op[] }[];
  verify?: readonly Check[];
}

const hop = ({ via, dev, ...rest }: ModelRoute) =>
  `${routeKey({ to: rest.to, ...(via && { via }), ...(rest.table && { table: rest.table }) })} ${via} ${dev}`;

/** Reads the kernel and the plan before anything is touched. */
export function remember({ kernel }: Host, { steps, verify = [] }: Plan): Memory {
  const done = steps.flatMap((step) => step.do);
  const all = [...done, ...steps.flatMap((step) => step.undo)];
  const dropped = done.flatMap((op) => {
    if (op[0] === "address-del") return [`${op[1]} ${op[2]}`];
    if (op[0] === "rule-del") return [ruleKey(ruleOf(op.slice(1)))];
    return op[0] === "route-del" ? [JSON.stringify(routeOf(op.slice(1)))] : [];
  });
  return {
    links: [...kernel.devices.values()].map((device) => structuredClone(device)),
    routes: kernel.routes.all.map((route) => ({ ...route })),
    rules: [...kernel.rules],
    touched: all.some(([word]) => word === "network") ? undefined : all.flatMap((op) => op.slice(1)),
    dropped,
    declared: [...done, ...verify]
      .filter(([word]) => word === "route-add" || word === "route")
      .map((words) => routeOf(words.slice(1))),
    back: false,
  };
}

/** The devices that stand on these or on their members, and these. */
function withAbove(links: readonly Device[], names: readonly string[]): Device[] {
  const chosen = links.filter(({ name, master }) => names.includes(name) || (master && names.includes(master)));
  const below = chosen.map(({ name }) => name);
  const above = links.filter(({ name, parent }) => parent && below.includes(parent) && !below.includes(name));
  return above.length === 0 ? chosen : withAbove(links, [...below, ...above.map(({ name }) => name)]);
}

function attempt(action: () => void): void {
  try {
    action();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}

/** The op `recall`: what was there, is not there now, and was not to go. */
export function recall(host: Host, device: string): void {
  const { kernel, memory } = host;
  const names = memory.links.map(({ name }) => name);
  const chosen = withAbove(memory.links, device === "" ? (memory.touched ?? names) : [device]);
  for (const link of chosen) {
    const now = kernel.devices.get(link.name);
    if (!now || (now.master !== undefined && link.master === undefined)) continue;
    if (link.parent && link.up !== now.up) attempt(() => kernel.setUp(link.name, link.up));
    const kept = link.addresses.filter((cidr) => memory.back || !memory.dropped.includes(`${link.name} ${cidr}`));
    if (now.master && kernel.bonds.has(now.master) && !memory.back) continue;
    for (const cidr of kept)
      if (!now.addresses.includes(cidr) && (now.up || !cidr.includes(":"))) kernel.addAddress(link.name, cidr);
  }
  const devices = chosen.map(({ name }) => name);
  for (const route of memory.routes)
    if ((devices.includes(route.dev) || device === "") && isMissing(host, route)) attempt(() => kernel.addRoute(route));
  // Scripts that bring a rule without a priority again may get another one.
  const heirs = kernel.rules.filter((one) => !memory.rules.some((rule) => ruleKey(rule) === ruleKey(one)));
  const isDropped = (rule: KernelRule) => !memory.back && memory.dropped.includes(ruleKey(rule));
  for (const rule of memory.rules)
    if (!isDropped(rule) && !heirs.some((one) => ruleWords(one) === ruleWords(rule)))
      attempt(() => kernel.addRule(rule));
}

function isMissing({ kernel, memory }: Host, route: ModelRoute): boolean {
  const there = kernel.routes.all;
  if (there.some((one) => JSON.stringify(one) === JSON.stringify(route))) return false;
  if (memory.back) return true;
  if (memory.dropped.includes(JSON.stringify(route))) return false;
  const declared = memory.declared.some((one) => hop(one) === hop(route));
  if (declared) return !there.some((one) => hop(one) === hop(route));
  return !memory.declared.some((one) => routeKey(one) === routeKey(route));
}

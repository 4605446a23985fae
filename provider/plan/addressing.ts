import { isSshAddress, missingAddresses, strayAddresses } from "../compare/addresses";
import { declaredRoutes, hasRoute, strayRoutes } from "../compare/routes";
import { missingRules, strayRules } from "../compare/rules";
import type { KernelRoute } from "../model/observed";
import type { Op, Step } from "../model/plan";
import { isPlain, shownRoute } from "../routing/route";
import { shownRule } from "../routing/rule";
import type { Change } from "./change";
import { addRoute, addRule, deleteRoute, deleteRule, RECALL_ALL } from "./runtime";

/** What a change of addresses, routes and rules does, in a line. */
function title({ desired }: Change, added: readonly string[], removed: readonly string[]): string {
  return `${desired.device}: ${[...added.map((one) => `+${one}`), ...removed.map((one) => `-${one}`)].join(", ")}`;
}

const shown = (route: KernelRoute) => (isPlain(route) ? `${route.to} via ${route.via}` : shownRoute(route));

/** Addresses first added, then removed, then routes: one step, because the way back needs the addresses before the routes. */
export function addressSteps(change: Change): Step[] {
  const { desired, observed, previous } = change;
  const { device } = desired;
  const added = missingAddresses(desired, observed);
  const removed = strayAddresses(desired, observed, previous);
  const gone = strayRoutes(desired, observed, previous);
  const staying = { ...observed, routes: observed.routes.filter((route) => !gone.includes(route)) };
  const missing = declaredRoutes(desired).filter((route) => !hasRoute(staying, route));
  const rules = { missing: missingRules(desired, observed), gone: strayRules(desired, observed, previous) };
  const more = [...added, ...missing.map(shown), ...rules.missing.map(shownRule)];
  const less = [...removed, ...gone.map(shown), ...rules.gone.map(shownRule)];
  if (more.length + less.length === 0) return [];
  const add = (cidr: string): Op => ["address-add", device, cidr];
  const del = (cidr: string): Op => ["address-del", device, cidr];
  // With the first address of a network the kernel removes the others of it and the routes through it: what stays, again.
  const again: Op[] = removed.length > 0 ? [...added.map(add), ["recall", device]] : [];
  return [
    {
      title: title(change, more, less),
      disruption: removed.some((cidr) => isSshAddress(observed, cidr)) ? "management-path" : "live",
      do: [
        ...[...added.map(add), ...removed.map(del), ...again],
        ...[...gone.map(deleteRoute), ...missing.map(addRoute)],
        ...[...rules.missing.map(addRule), ...rules.gone.map(deleteRule)],
      ],
      undo: [
        ...rules.missing.map(deleteRule),
        ...missing.map(deleteRoute),
        ["recall", device],
        ...added.map(del),
        ...rules.gone.map(addRule),
        RECALL_ALL,
      ],
    },
  ];
}

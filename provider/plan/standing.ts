import type { Observed } from "../model/observed";
import type { Check, Op, Plan } from "../model/plan";
import type { Refuse } from "./refuse";
import { withVlans } from "./runtime";

const KINDS: Record<string, string> = { vlan: "VLAN", vxlan: "VXLAN", "": "device" };
const shown = (kind: string) => KINDS[kind] ?? kind;

/** Every device that stands on this one, at any height and in any network namespace, in words: "the VLAN bond0.7". */
export function standingOn(observed: Observed, device: string): string[] {
  const here = withVlans(observed, device);
  const names = here.map(({ name }) => name);
  const above = here.filter(({ name }) => name !== device);
  const abroad = observed.abroad.filter(({ parent }) => names.includes(parent));
  return [
    ...above.map(({ name, kind }) => `the ${shown(kind)} ${name}`),
    ...abroad.map(({ name, kind, namespace }) => `the ${shown(kind)} ${name} in the network namespace ${namespace}`),
  ];
}

/** What stands on a device must be up after a change, with carrier, where it was before. */
export function standingChecks(observed: Observed, device: string): Check[] {
  const above = withVlans(observed, device).filter(({ name, up }) => name !== device && up);
  return above.flatMap(({ name, carrier }): Check[] => [
    ["up", name],
    ...(carrier ? [["carrier", name] as const] : []),
  ]);
}

const takesDown = ([word, target]: Op, device: string) =>
  word === "network" || (["down", "ifdown", "delete-bond"].includes(word) && target === device);

/**
 * Refuses a plan that takes VLANs in other network namespaces down with the bond: the kernel brings them up again without
 * their routes and IPv6 addresses, and nobody on the host knows those. Others (macvlan, ipvlan) stay up.
 */
export function vlansAbroad({ device, steps }: Plan, observed: Observed, refuse: Refuse): string[] {
  if (!steps.some((step) => step.do.some((op) => takesDown(op, device)))) return [];
  const names = withVlans(observed, device).map(({ name }) => name);
  const vlans = observed.abroad.filter(({ kind, parent }) => kind === "vlan" && names.includes(parent));
  return vlans.map(({ name, namespace }) =>
    refuse(
      `the VLAN ${name} in the network namespace ${namespace} would go down with it and lose its routes`,
      "Stop that container first, or make the change without it",
    ),
  );
}

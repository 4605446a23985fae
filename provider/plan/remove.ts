import { bridgeOf } from "../compare/bond";
import { fits, onDevice } from "../compare/routes";
import { hasRule } from "../compare/rules";
import { isIpv6, within } from "../ip/text";
import type { Configuration } from "../model/configuration";
import type { KernelRoute, Observed } from "../model/observed";
import type { Check, Op, Plan, Step } from "../model/plan";
import type { Profile, Setup } from "../model/stack";
import { waysOf } from "../routing/route";

import { emptyOps, rebuildOps } from "./bond";
import { bridgeAgain } from "./bridge";
import { removeStep } from "./daemon/remove";
import { carriesSsh } from "./members";
import { targetsOf } from "./options";
import { addRoute, deleteRoute, deleteRule, RECALL_ALL } from "./runtime";
import { withTouched } from "./touched";
import { fileSteps } from "./update";

/** A device that comes up by its restored file when the bond is gone. */
export type Freed = Profile & { name: string };

/** Those devices, by the files that come back. */
export function freedBy(
  device: string,
  { links }: Observed,
  { files, after }: Pick<Setup, "files" | "after">,
): Freed[] {
  const restored = new Set(files.filter(({ restoreOriginal }) => restoreOriginal).map(({ path }) => path));
  return Object.entries(after).flatMap(([name, profile]) => {
    if (!restored.has(profile.path) || name === device || !links[name]) return [];
    return profile.atBoot && profile.master === undefined ? [{ name, ...profile }] : [];
  });
}

/** Rules of the bond's files, and routes of them that refuse: neither goes with a device. */
function leftovers(device: string, observed: Observed, { routes, rules }: Configuration): Op[] {
  const refusing = routes.filter(({ type }) => type !== undefined).map((route) => onDevice(route, device));
  return [
    ...rules.filter((rule) => hasRule(observed, rule)).map(deleteRule),
    ...observed.routes.filter((have) => refusing.some((route) => fits(have, route))).map(deleteRoute),
  ];
}

/** Down by its own files, emptied of what they forgot, and gone. */
function goneStep(device: string, observed: Observed, { now, before }: Setup): Step[] {
  const bond = observed.bonds[device];
  if (!bond) return [];
  // The scripts take a bridge away with its last port, with all addresses that it has: a port leaves it first, by hand.
  const bridge = bridgeOf(observed, device);
  const isPort = bridge !== undefined || now.bridge !== undefined;
  const byFile = before[device] !== undefined && !isPort;
  const rebuild: Op[] = [
    ["create-bond", device],
    ...rebuildOps(observed, device, { members: [], targets: targetsOf(bond) }),
  ];
  return [
    {
      title: `${device}: goes down and away`,
      disruption: carriesSsh(observed, device) ? "management-path" : "members-released",
      do: [
        ...(bridge === undefined ? [] : [["detach", bridge, device] as const]),
        ...(byFile ? [["ifdown", device] as const] : []),
        ["flush", device],
        ...emptyOps(device, bond.members),
        ["delete-bond", device],
        ...leftovers(device, observed, now),
      ],
      undo: [
        ...rebuild,
        ...(byFile && observed.links[device]?.up ? [["ifup", device] as const] : []),
        ...bridgeAgain(observed, device),
        RECALL_ALL,
      ],
    },
  ];
}

/** Where the bond had the only default route, it goes to the NIC that the restored file means: no script starts that again. */
function gatewayStep(device: string, observed: Observed, freed: readonly Freed[], via?: string): Step[] {
  const isOther = ({ to, via, dev }: KernelRoute & { via: string }) =>
    to === "default" && !isIpv6(via) && dev !== device;
  if (waysOf(observed.routes).some(isOther)) return [];
  const busy = [device, ...freed.map(({ name }) => name)];
  const heir = Object.values(observed.links).find(
    ({ name, up, addresses }) => up && !busy.includes(name) && via && addresses.some((cidr) => within(via, cidr)),
  );
  if (!heir || !via) return [];
  const route = { to: "default", via, dev: heir.name };
  const title = `${heir.name}: has the default route again`;
  return [{ title, disruption: "live", do: [addRoute(route)], undo: [deleteRoute(route)] }];
}

/** The bond taken away: down with its own files, the device deleted, the files it took over back, their devices up. */
export function planDelete(device: string, observed: Observed, setup: Setup): Plan {
  const freed = freedBy(device, observed, setup);
  const verify: Check[] = [["absent", device], ...freedChecks(freed)];
  if (setup.daemon && (setup.files.length > 0 || observed.bonds[device] !== undefined))
    return { device, steps: [removeStep(device, observed, setup, freed)], files: setup.files, verify };
  const gone = goneStep(device, observed, setup);
  const files = withTouched(setup, gone);
  const steps: Step[] = [
    ...gone,
    ...fileSteps({ files }),
    ...freed.map(
      ({ name }): Step => ({
        title: `${name}: comes up as its own file says`,
        disruption: "member",
        do: [["ifup", name]],
        undo: [["ifdown", name], ["flush", name], ["down", name], RECALL_ALL],
      }),
    ),
    ...gatewayStep(device, observed, freed, setup.gateway),
  ];
  return { device, steps, files, verify: steps.length === 0 ? [] : verify };
}

function freedChecks(freed: readonly Freed[]): Check[] {
  return freed.flatMap(({ name, addresses, dhcp }): Check[] => [
    ["up", name],
    ...addresses.map((cidr): Check => ["address", name, cidr]),
    ...(dhcp ? [["dhcp", name] as const] : []),
  ]);
}

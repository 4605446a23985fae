import { bridgeOf } from "../compare/bond";
import { fits, onDevice } from "../compare/routes";
import { hasRule } from "../compare/rules";
import { addressesOf } from "../formats/ifcfg/addresses";
import { parseIfcfg } from "../formats/ifcfg/parse";
import { isIpv6, within } from "../ip/text";
import type { KernelRoute, Observed } from "../model/observed";
import type { Check, FileChange, Op, Plan, Step } from "../model/plan";
import { waysOf } from "../routing/route";
import { startsAtBoot } from "../stacks/network-scripts/greps";
import { ifcfgPath, NETWORK, RESOLVER, SCRIPTS } from "../stacks/network-scripts/paths";
import { fileState } from "../stacks/network-scripts/state";

import { emptyOps, rebuildOps } from "./bond";
import { bridgeAgain } from "./bridge";
import { belongs, release } from "./files";
import { carriesSsh } from "./members";
import { targetsOf } from "./options";
import { keepingResolver } from "./resolver";
import { addRoute, deleteRoute, deleteRule, hasFile, RECALL_ALL } from "./runtime";
import { isShared, sharedFilesOfDelete } from "./shared";
import { timed } from "./stackTime";
import { fileSteps } from "./update";

/** A device that gets its own file back, and what that file brings. */
export interface Freed {
  name: string;
  /** Static addresses in CIDR form. */
  addresses: string[];
  dhcp: boolean;
}

/** The devices that come up by their restored files when the bond is gone. */
export function freedBy(device: string, observed: Observed): Freed[] {
  const kept = Object.entries(observed.originals[device] ?? {});
  return kept.flatMap(([path, file]) => {
    const name = path.slice(`${SCRIPTS}/ifcfg-`.length);
    if (!file || path !== ifcfgPath(name) || name === device || !observed.links[name]) return [];
    const { values } = parseIfcfg(file.content);
    return startsAtBoot(file.content) && values.MASTER === undefined ? [{ name, ...configured(values) }] : [];
  });
}

function configured(values: Record<string, string>): Omit<Freed, "name"> {
  const dhcp = ["dhcp", "bootp"].includes(values.BOOTPROTO ?? "");
  const isSet = (cidr: string) => !isIpv6(cidr) || /^(y|yes|t|true|1)$/i.test(values.IPV6INIT ?? "");
  return { dhcp, addresses: dhcp ? [] : addressesOf(values).filter(isSet) };
}

/** Every file of the bond goes or says again what it said before. */
function filesOfDelete(device: string, observed: Observed): FileChange[] {
  const kept = Object.keys(observed.originals[device] ?? {}).filter((path) => !isShared(path));
  const own = Object.entries(observed.files).flatMap(([path, file]) => (belongs(path, file, device) ? [path] : []));
  const released = [...new Set([...kept, ...own])].sort().map((path) => release(path, device, observed));
  return [...released, ...sharedFilesOfDelete(device, observed)];
}

/** Rules of the bond's files, and routes of them that refuse: neither goes with a device. */
function leftovers(device: string, observed: Observed): Op[] {
  const { routes, rules } = fileState(observed.files, device);
  const refusing = routes.filter(({ type }) => type !== undefined).map((route) => onDevice(route, device));
  return [
    ...rules.filter((rule) => hasRule(observed, rule)).map(deleteRule),
    ...observed.routes.filter((have) => refusing.some((route) => fits(have, route))).map(deleteRoute),
  ];
}

/** Down by its own files, emptied of what they forgot, and gone. */
function goneStep(device: string, observed: Observed): Step[] {
  const bond = observed.bonds[device];
  if (!bond) return [];
  // The scripts take a bridge away with its last port, with all addresses that it has: a port leaves it first, by hand.
  const bridge = bridgeOf(observed, device);
  const isPort = bridge !== undefined || fileState(observed.files, device).bridge !== undefined;
  const byFile = hasFile(observed, device) && !isPort;
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
        ...leftovers(device, observed),
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

/** What a file says once the changes are made. */
function contentAfter(path: string, files: readonly FileChange[], device: string, observed: Observed): string {
  const change = files.find((file) => file.path === path);
  const kept = observed.originals[device]?.[path]?.content;
  return (change?.restoreOriginal ? kept : change ? change.content : observed.files[path]?.content) ?? "";
}

/** Where the bond had the only default route, it goes to the NIC that the restored file means: no script starts that again. */
function gatewayStep(
  device: string,
  observed: Observed,
  freed: readonly Freed[],
  files: readonly FileChange[],
): Step[] {
  const isOther = ({ to, via, dev }: KernelRoute & { via: string }) =>
    to === "default" && !isIpv6(via) && dev !== device;
  if (waysOf(observed.routes).some(isOther)) return [];
  const via = parseIfcfg(contentAfter(NETWORK, files, device, observed)).values.GATEWAY;
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
export function planDelete(device: string, observed: Observed): Plan {
  const gone = goneStep(device, observed);
  const known = filesOfDelete(device, observed);
  const files = known.some(({ path }) => path === RESOLVER) ? known : keepingResolver(device, observed, gone, known);
  const freed = freedBy(device, observed);
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
    ...gatewayStep(device, observed, freed, files),
  ];
  const verify: Check[] = steps.length === 0 ? [] : [["absent", device], ...freedChecks(freed)];
  return timed({ device, steps, files, verify }, observed);
}

function freedChecks(freed: readonly Freed[]): Check[] {
  return freed.flatMap(({ name, addresses, dhcp }): Check[] => [
    ["up", name],
    ...addresses.map((cidr): Check => ["address", name, cidr]),
    ...(dhcp ? [["dhcp", name] as const] : []),
  ]);
}

import { lacksLease, strayAddresses, undeclaredAddresses } from "../compare/addresses";
import { declaredRoutes, hasRoute, strayRoutes } from "../compare/routes";
import { missingRules, strayRules } from "../compare/rules";
import { isIpv6, withinAny } from "../ip/text";
import type { KernelRoute } from "../model/observed";
import type { Op, Step } from "../model/plan";
import { waysOf } from "../routing/route";

import { configureOps, emptyOps, keptMac, madeBy, possibleTargets, rebuildOps } from "./bond";
import { bridgeAgain } from "./bridge";
import { type Change, isStray } from "./change";
import { carriesSsh, claimSteps, clearSteps, freeSteps } from "./members";
import { primaryOps, wantedOptions } from "./options";
import { addRoute, addRule, deleteRoute, deleteRule, ownConfiguration, RECALL_ALL, restoreLink } from "./runtime";
import { fileSteps } from "./update";

/** Whether a DHCP client is to start, to end, or to start anew because its address is gone: only the scripts do that. */
export function dhcpChanges({ desired, observed }: Change): boolean {
  return desired.dhcp !== observed.dhcp.includes(desired.device) || lacksLease(desired, observed);
}

/** Whether a bond has to be brought up by the scripts: it is not there, or nobody set it up. */
export function isNew({ desired, observed, bond }: Change): boolean {
  return bond === undefined || isStray(observed, desired.device);
}

/** The bond goes down with the old files; what the scripts leave in it is released. */
function downStep(change: Change): Step[] {
  const { desired, observed, bond, before } = change;
  const { device } = desired;
  if (!bond || isStray(observed, device)) return [];
  const byFile = before[device] !== undefined;
  return [
    {
      title: `${device}: goes down with its old files`,
      disruption: "members-released",
      do: [...(byFile ? [["ifdown", device] as const] : []), ["flush", device], ...emptyOps(device, bond.members)],
      undo: [
        ...rebuildOps(observed, device, madeBy(change)),
        ...(byFile && observed.links[device]?.up ? [["ifup", device] as const] : []),
        ...bridgeAgain(observed, device),
        RECALL_ALL,
      ],
    },
  ];
}

/** `network stop` with the old files, then whatever it left. */
function stopStep(change: Change): Step {
  const { desired, observed, bond, before } = change;
  const { device } = desired;
  const members = [...new Set([...(bond?.members ?? []), ...desired.members])];
  const free = members.filter((member) => !bond?.members.includes(member));
  const leftovers: Op[] = bond ? [["flush", device], ...emptyOps(device, bond.members)] : [];
  const wasUp = [
    ...(before[device] !== undefined && observed.links[device]?.up ? [device] : []),
    ...free.filter((name) => ownConfiguration(observed, before, name)),
  ];
  const again = [...wasUp.map((name): Op => ["ifup", name]), ...bridgeAgain(observed, device)];
  const rebuild = bond ? rebuildOps(observed, device, madeBy(change)) : [];
  const ssh = [device, ...members].some((name) => carriesSsh(observed, name));
  return {
    title: "network: stop with the old files",
    disruption: ssh && !carriesSsh(observed, device) ? "management-path" : "members-released",
    do: [
      ["network", "stop"],
      ...leftovers,
      ...free.flatMap((name): Op[] => [
        ["flush", name],
        ["down", name],
      ]),
    ],
    undo: [
      ...rebuild,
      ...free.flatMap((name) => restoreLink(observed, name)),
      ["network", "start"],
      ...again,
      RECALL_ALL,
    ],
  };
}

/** Mode and options of the bond while it is down and empty: the scripts would leave values that have left the program. */
function configureStep(change: Change): Step[] {
  const { desired, bond, observed } = change;
  if (!bond) return [];
  const { device, mode, members } = desired;
  const mac = keptMac(change);
  const options = wantedOptions(change, isStray(observed, device));
  const present = possibleTargets(change);
  return [
    {
      title: `${device}: mode and options while it is empty`,
      disruption: "members-released",
      do: [
        ...emptyOps(device, bond.members),
        ...configureOps({ device, mode, options, members, ...(mac && { mac }) }, present),
      ],
      undo: rebuildOps(observed, device, madeBy(change)),
    },
  ];
}

/** What the new files bring that goes with no device: rules, and routes that refuse. */
function withoutDevice({ desired, observed }: Change): Op[] {
  const refusing = declaredRoutes(desired).filter((route) => route.type !== undefined && !hasRoute(observed, route));
  return [...missingRules(desired, observed).map(deleteRule), ...refusing.map(deleteRoute)];
}

/** The scripts bring the bond up from the new files; the network service leaves out what is not for boot. */
function startStep(change: Change): Step {
  const { desired, observed, activation } = change;
  const { device, members, onBoot } = desired;
  const whole = activation === "restart";
  const up: Op[] = [["ifup", device]];
  const back: Op[] = whole ? [["network", "stop"]] : [["ifdown", device]];
  const gone: Op[] = observed.links[device] ? emptyOps(device, members) : [["delete-bond", device]];
  return {
    title: whole ? "network: start with the new files" : `${device}: comes up with the new files`,
    disruption: "members-released",
    do: [...(whole ? [["network", "start"] as const] : []), ...(whole && onBoot ? [] : up)],
    undo: [...back, ["flush", device], ...gone, ...withoutDevice(change), ...(whole ? [] : [RECALL_ALL])],
  };
}

/** IPv4 addresses that came with a lease, where its client ends. */
function leasedAddresses({ desired, observed }: Pick<Change, "desired" | "observed">): string[] {
  const { device, dhcp, addresses } = desired;
  if (dhcp || !observed.dhcp.includes(device)) return [];
  const foreign = [...addresses, ...undeclaredAddresses(desired, observed)];
  return (observed.links[device]?.addresses ?? []).filter((cidr) => !isIpv6(cidr) && !foreign.includes(cidr));
}

/** Routes that may have come with a lease, where its client ends: their next hops are in its network. */
function leasedRoutes({ desired, observed }: Change): KernelRoute[] {
  const { device, dhcp } = desired;
  if (dhcp || !observed.dhcp.includes(device)) return [];
  const declared = { ...observed, routes: declaredRoutes(desired) };
  const leased = leasedAddresses({ desired, observed });
  const mayBe = (route: KernelRoute & { via: string }) => route.dev === device && withinAny(route.via, leased);
  return waysOf(observed.routes).filter((route) => mayBe(route) && !hasRoute(declared, route));
}

/**
 * What ifup does not say when it fails at it, or does not know of: every member must be in, a primary that left the
 * program forgotten, every route there (another interface may have taken it), what left the program gone, and the rest of
 * what the host had there again, VLANs too.
 */
function insistStep(change: Change): Step {
  const { desired, observed, bond, activation, previous } = change;
  const { device, members, bridge } = desired;
  return {
    title: `${device}: ${members.join(", ")} are in`,
    disruption: "member",
    do: [
      ...members.map((member): Op => ["attach", device, member]),
      ...(bridge === undefined ? [] : [["attach", bridge, device] as const]),
      ...(bond ? primaryOps(device, wantedOptions(change, isStray(observed, device))) : []),
      ...[...strayAddresses(desired, observed, previous), ...leasedAddresses(change)].map(
        (cidr): Op => ["address-del", device, cidr],
      ),
      ...[...strayRoutes(desired, observed, previous), ...leasedRoutes(change)].map(deleteRoute),
      ...declaredRoutes(desired).map(addRoute),
      ...desired.rules.map(addRule),
      ...strayRules(desired, observed, previous).map(deleteRule),
      activation === "restart" ? RECALL_ALL : ["recall", device],
    ],
    undo: [],
  };
}

/**
 * The bond, or the whole network, goes down with the old files and comes up with the new: for a new bond, where the
 * scripts must act (DHCP), and where the program asks for a restart.
 */
export function cycleSteps(change: Change): Step[] {
  const { desired, observed, activation, bond } = change;
  const joining = desired.members.filter((member) => !bond?.members.includes(member));
  const leaving = (bond?.members ?? []).filter((member) => !desired.members.includes(member));
  const down = activation === "restart" ? [stopStep(change)] : [...claimSteps(change, joining), ...downStep(change)];
  return [
    ...down,
    ...clearSteps(
      change,
      joining.filter((member) => activation === "least" || observed.links[member]?.master),
    ),
    ...fileSteps(change),
    ...configureStep(change),
    startStep(change),
    insistStep(change),
    ...(activation === "restart" ? [] : freeSteps(change, leaving)),
  ];
}

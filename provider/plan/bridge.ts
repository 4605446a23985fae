import { bridgeOf, leavesBridge } from "../compare/bond";
import type { Configuration } from "../model/configuration";
import type { Desired } from "../model/desired";
import type { Observed } from "../model/observed";
import type { Op, Step } from "../model/plan";
import type { Change } from "./change";
import type { Permission, Refuse } from "./refuse";

/** With the bridge that the bond's file names, where no program has said anything of one: it stays in the file. */
export function withBridge(wanted: Desired, { bridge }: Configuration, previous?: Desired): Desired {
  const kept = bridge !== undefined && previous?.bridge === undefined && leavesBridge(wanted);
  return kept ? { ...wanted, bridge } : wanted;
}

/** The bond joins its bridge, or leaves the one that has left the program. */
export function bridgeSteps({ desired, observed, previous }: Change): Step[] {
  const { device, bridge } = desired;
  const now = bridgeOf(observed, device);
  const gone = bridge === undefined && previous?.bridge !== undefined && previous.bridge === now;
  if (now === bridge || (bridge === undefined && !gone)) return [];
  const leave: Op[] = now === undefined ? [] : [["detach", now, device]];
  const join: Op[] = bridge === undefined ? [] : [["attach", bridge, device]];
  const title = bridge === undefined ? `${device}: leaves the bridge ${now}` : `${device}: joins the bridge ${bridge}`;
  const undo: Op[] = [
    ...(bridge === undefined ? [] : [["detach", bridge, device] as const]),
    ...bridgeAgain(observed, device),
  ];
  return [{ title, disruption: now === undefined ? "live" : "bond-down", do: [...leave, ...join], undo }];
}

/** The bond in its bridge as it was observed. */
export function bridgeAgain(observed: Observed, device: string): Op[] {
  const bridge = bridgeOf(observed, device);
  return bridge === undefined ? [] : [["attach", bridge, device]];
}

/** A bridge that is not there, and addresses for a bond that is the port of one. */
export function bridgeConflicts(desired: Desired, observed: Observed, how: Permission, refuse: Refuse): string[] {
  const { device, bridge } = desired;
  if (bridge !== undefined && observed.links[bridge]?.kind !== "bridge") {
    const why = observed.links[bridge] ? `${bridge} is no bridge` : `there is no bridge ${bridge}`;
    return [refuse(why, `Make it first: write ifcfg-${bridge} with TYPE=Bridge and run ifup ${bridge}`)];
  }
  const holder = how.now.bridge ?? bridgeOf(observed, device);
  if (how.previous || bridge !== undefined || holder === undefined || leavesBridge(desired)) return [];
  return [
    refuse(
      `it is a port of the bridge ${holder}, and a port has no addresses of its own`,
      `Declare bridge: "${holder}", and leave out addresses, gateway and routes: what ${holder} has stays there`,
    ),
  ];
}

import { macFollows, permanentMac } from "../compare/bond";
import type { Op, Step } from "../model/plan";

import type { Change } from "./change";
import { comesUp } from "./members";
import { upAgain, withVlans } from "./runtime";

/** The MTU of a device that nobody chose. */
const DEFAULT_MTU = 1500;

/** The MTU the bond must have: the declared one; the default when it left the program; undefined: whatever it is. */
function wantedMtu({ desired, previous }: Pick<Change, "desired" | "previous">): number | undefined {
  return desired.mtu ?? (previous?.mtu === undefined ? undefined : DEFAULT_MTU);
}

/** The bond's MTU, its members' with it; VLANs above are lowered by the kernel and come back on the way back. */
export function mtuSteps(change: Change): Step[] {
  const { desired, observed, link } = change;
  const mtu = wantedMtu(change);
  if (mtu === undefined || !link || link.mtu === mtu) return [];
  const before = withVlans(observed, desired.device).map((one): Op => ["mtu", one.name, String(one.mtu)]);
  return [
    {
      title: `${desired.device}: MTU ${link.mtu} -> ${mtu}`,
      disruption: "live",
      do: [["mtu", desired.device, String(mtu)]],
      undo: before,
    },
  ];
}

/**
 * The MAC the bond must get: the declared one; that of its first member when the declared one left the program, or when
 * the bond wears the address of a member that leaves and comes up by itself (two devices with one address otherwise).
 */
function wantedMac(change: Change, leaving: readonly string[]): string | undefined {
  const { desired, observed, previous, link } = change;
  if (macFollows(desired)) return undefined;
  if (desired.macAddress) return desired.macAddress;
  const worn = leaving.some((member) => permanentMac(observed, member) === link?.mac && comesUp(change, member));
  return previous?.macAddress || worn ? permanentMac(observed, desired.members[0] ?? "") : undefined;
}

/** The bond's MAC, its members' with it. What is under way to the former address is lost, as if the bond had been down. */
export function macSteps(change: Change, leaving: readonly string[]): Step[] {
  const { desired, link } = change;
  const mac = wantedMac(change, leaving);
  if (!mac || !link || link.mac === mac) return [];
  return [
    {
      title: `${desired.device}: MAC ${link.mac} -> ${mac}`,
      disruption: link.up ? "bond-down" : "live",
      do: [["mac", desired.device, mac]],
      undo: [["mac", desired.device, link.mac]],
    },
  ];
}

/** A bond that was set down comes up. */
export function upSteps({ desired, link }: Change): Step[] {
  if (!link || link.up) return [];
  const { device } = desired;
  return [{ title: `${device}: up`, disruption: "live", do: upAgain(device), undo: [["down", device]] }];
}

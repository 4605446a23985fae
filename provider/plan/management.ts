import { isSshAddress, strayAddresses } from "../compare/addresses";
import type { Desired } from "../model/desired";
import type { Observed } from "../model/observed";
import type { Setup } from "../model/stack";

import { freedBy } from "./remove";

/** Whether a device is one of these or stands on one of them: a VLAN, or the bridge or bond that holds it. */
function standsOn(observed: Observed, name: string, below: readonly string[], depth = 8): boolean {
  if (below.includes(name)) return true;
  if (depth === 0) return false;
  const { parent } = observed.links[name] ?? {};
  const held = Object.values(observed.links).filter(({ master }) => master === name);
  const under = [...(parent ? [parent] : []), ...held.map((link) => link.name)];
  return under.some((one) => standsOn(observed, one, below, depth - 1));
}

/** Whether SSH came in over the bond, one of its members, or a VLAN or bridge on it. */
export function managementOver(observed: Observed, device: string, members: readonly string[]): boolean {
  const path = observed.ssh?.device;
  return path !== undefined && standsOn(observed, path, [device, ...members]);
}

/**
 * The address SSH came in by when the change would take it away: it is on the bond or on a NIC that joins, and the
 * declaration does not have it. Moving with its NIC into the bond, it survives. Undefined: nothing moves.
 */
export function managementMove(desired: Desired, observed: Observed, previous?: Desired): string | undefined {
  const { ssh } = observed;
  if (!ssh?.device || ![desired.device, ...desired.members].includes(ssh.device)) return undefined;
  if (desired.addresses.some((cidr) => isSshAddress(observed, cidr))) return undefined;
  const keepsLease = desired.dhcp && observed.dhcp.includes(desired.device);
  const onBond = ssh.device === desired.device;
  const isStray = strayAddresses(desired, observed, previous).some((cidr) => isSshAddress(observed, cidr));
  return onBond && !isStray && (keepsLease || !desired.dhcp) ? undefined : ssh.address;
}

/** Whether SSH still has a way in when the bond is gone: over another device, or by what the restored files bring up. */
export function survivesDelete(device: string, observed: Observed, setup: Setup): boolean {
  const members = observed.bonds[device]?.members ?? [];
  if (!managementOver(observed, device, members)) return true;
  const freed = freedBy(device, observed, setup);
  return freed.some(({ addresses, dhcp }) => dhcp || addresses.some((cidr) => isSshAddress(observed, cidr)));
}

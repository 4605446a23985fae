import type { Desired } from "../model/desired";
import type { Observed } from "../model/observed";

/** Whether the bond wears the address of whatever member is active; the kernel then ignores one that is written. */
export function macFollows(desired: Desired): boolean {
  return desired.mode === "active-backup" && (desired.options.failOverMac ?? "none") !== "none";
}

/** The bridge that holds a device in the running kernel. */
export function bridgeOf({ links }: Observed, device: string): string | undefined {
  const master = links[device]?.master;
  return master !== undefined && links[master]?.kind === "bridge" ? master : undefined;
}

/** Whether a declaration leaves room for a bridge that it does not mention: a port has no addresses of its own. */
export function leavesBridge({ bridge, addresses, dhcp, gateway, gateway6, routes }: Desired): boolean {
  return bridge === undefined && addresses.length + routes.length === 0 && !dhcp && !gateway && !gateway6;
}

/** The address burnt into a member. */
export function permanentMac(observed: Observed, member: string): string | undefined {
  const link = observed.links[member];
  return link?.permanentMac ?? (link?.master === undefined ? link?.mac : undefined);
}

import type { ApplyOptions, Desired } from "../model/desired";

/** Seconds for the steps themselves and the new SSH connection that confirms them. */
const STEPS = 60;
/** Three LACPDUs of a partner that sends one every 30 s: as long as an old partner's word counts. */
const SLOW_LACP = 90;
/** What dhclient takes to give up on the first server and ask again. */
export const DHCP = 60;

/** A restart of the whole network takes every device of the host down and up, also those that the bond has nothing to do with. */
const RESTART = 30;

/** Seconds that the kernel, a server or the host's scripts may take, by declaration alone, until the bond carries traffic again. */
function waiting({ mode, options, dhcp }: Desired, activation: ApplyOptions["activation"]): number {
  const slow = mode === "802.3ad" && options.lacpRate !== "fast" ? SLOW_LACP : 0;
  const restart = activation === "restart" ? RESTART : 0;
  return slow + restart + (dhcp ? DHCP : 0) + Math.ceil(Number(options.updelay ?? 0) / 1000);
}

/**
 * Seconds until the host undoes an unconfirmed change: what was declared, or longer where slow LACP, updelay, DHCP or a
 * restart of the network alone may take so long that a change could never be confirmed in time.
 */
export function rollbackAfter(declared: Pick<ApplyOptions, "rollbackAfter" | "activation">, bond: Desired): number {
  const waits = waiting(bond, declared.activation);
  return waits > 0 ? Math.max(declared.rollbackAfter, STEPS + waits) : declared.rollbackAfter;
}

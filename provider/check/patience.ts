import type { Desired } from "../model/desired";

/** Seconds for the steps themselves and the new SSH connection that confirms them. */
const STEPS = 60;
/** Three LACPDUs of a partner that sends one every 30 s: as long as an old partner's word counts. */
const SLOW_LACP = 90;
/** What dhclient takes to give up on the first server and ask again. */
const DHCP = 60;

/** Seconds that the kernel or a server may take, by declaration alone, until the bond carries traffic again. */
function waiting({ mode, options, dhcp }: Desired): number {
  const slow = mode === "802.3ad" && options.lacpRate !== "fast" ? SLOW_LACP : 0;
  return slow + (dhcp ? DHCP : 0) + Math.ceil(Number(options.updelay ?? 0) / 1000);
}

/**
 * Seconds until the host undoes an unconfirmed change: what was declared, or longer where slow LACP, updelay or DHCP
 * alone may take so long that a change could never be confirmed in time.
 */
export function rollbackAfter(declared: number, bond: Desired): number {
  const waits = waiting(bond);
  return waits > 0 ? Math.max(declared, STEPS + waits) : declared;
}

import { isIpv6 } from "../ip/text";
import type { BootDevice, Cause } from "../model/boot";
import type { Desired } from "../model/desired";
import type { Observed } from "../model/observed";
import { waysOf } from "../routing/route";

/**
 * Why a declaration would not be true after a boot, whatever is written into the bond's own files: lines of
 * /etc/sysconfig/network and files of others that no update of this bond changes.
 */
export function untrueAtBoot(desired: Desired, boot: readonly BootDevice[], observed: Observed): Cause[] {
  const own = boot.find(({ name, file }) => name === desired.device && file === `ifcfg-${desired.device}`);
  if (own === undefined) return [];
  if (own.down !== undefined) return desired.onBoot ? [own.down] : [];
  const unused = desired.gateway !== undefined && own.noGateway;
  const rival = desired.gateway === undefined ? undefined : rivalOf(boot, own, desired, observed);
  return [
    ...(unused ? [{ why: unused.why, next: `${unused.next}, or leave gateway out of the program` }] : []),
    ...(rival ? [taken(rival, desired.device)] : []),
  ];
}

const claim = ({ routes }: BootDevice) =>
  routes.find(({ to, via, metric }) => to === "default" && via !== undefined && !isIpv6(via) && !metric);

/** Another device that brings an IPv4 default route of its own, and has it now or would have it after a boot. */
function rivalOf(boot: readonly BootDevice[], own: BootDevice, { members }: Desired, observed: Observed) {
  const holders = waysOf(observed.routes).filter(({ to, via, metric }) => to === "default" && !isIpv6(via) && !metric);
  return boot.find(
    (one) =>
      ![own.name, ...members].includes(one.name) &&
      one.down === undefined &&
      claim(one) !== undefined &&
      (holders.some(({ dev }) => dev === one.name) || boot.indexOf(one) > boot.indexOf(own)),
  );
}

function taken(rival: BootDevice, device: string): Cause {
  return {
    why: `the default route is that of ${rival.name}: ${rival.file} has the gateway ${claim(rival)?.via}`,
    next: `Write DEFROUTE=no in ${rival.file}, or leave gateway out of the program: one default route cannot belong to ${rival.name} and ${device}`,
  };
}

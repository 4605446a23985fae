import { missingAddresses, strayAddresses } from "../../compare/addresses";
import { declaredRoutes, hasRoute, strayRoutes } from "../../compare/routes";
import { missingRules, strayRules } from "../../compare/rules";
import type { Disruption, Op, Step } from "../../model/plan";
import type { Change } from "../change";
import { optionSteps } from "../kernel";
import { mtuSteps, upSteps } from "../link";
import { carriesSsh, wakeSteps } from "../members";
import { joinOps, leavingOps } from "./ops";

/** Whether the kernel lacks, or still has, something of addresses, routes, rules or MTU. */
function isOff(change: Change): boolean {
  const { desired, observed, previous } = change;
  return (
    missingAddresses(desired, observed).length +
      strayAddresses(desired, observed, previous).length +
      declaredRoutes(desired).filter((route) => !hasRoute(observed, route)).length +
      strayRoutes(desired, observed, previous).length +
      missingRules(desired, observed).length +
      strayRules(desired, observed, previous).length +
      mtuSteps(change).length >
      0 || desired.dhcp !== observed.dhcp.includes(desired.device)
  );
}

/** Whether going over the device gives the traffic to the primary: the stack writes it again each time. */
const failsOver = ({ bond, desired: { options } }: Change): boolean =>
  options.primary !== undefined && bond?.options.active_slave !== options.primary;

function priceOf(change: Change, moved: readonly string[], applied: boolean): Disruption {
  const { observed, desired, previous } = change;
  const taken = strayAddresses(desired, observed, previous);
  const ssh = [...moved].some((member) => carriesSsh(observed, member));
  if (ssh || taken.some((cidr) => observed.ssh !== undefined && cidr.startsWith(`${observed.ssh.address}/`)))
    return "management-path";
  if (moved.length > 0 || (applied && failsOver(change))) return "member";
  return applied ? "live" : "files";
}

const namesOf = ({ files }: Change) => files.map(({ path }) => path.slice(path.lastIndexOf("/") + 1));

/** Files in place and read; members that join or leave by them; then addresses, routes and MTU of the running bond. */
function profileStep(change: Change): Step[] {
  const { desired, bond, before, after, files } = change;
  const { device } = desired;
  const members = bond?.members ?? [];
  const joining = desired.members.filter((member) => !members.includes(member));
  const leaving = members.filter((member) => !desired.members.includes(member));
  const applied = change.reapplies === true || isOff(change);
  const moved = [...joining, ...leaving];
  if (files.length + moved.length === 0 && !applied) return [];
  const read: Op[] = files.length > 0 ? [["files"], ["reread"]] : [];
  // What others took away comes back only when the stack goes over everything; what it takes from others is recalled.
  const whole: Op[] = [
    ["reapply", device, "whole"],
    ["recall", device],
  ];
  const apply: Op[] = !applied ? [] : change.reapplies ? [["reapply", device]] : whole;
  // A profile without an MTU, or the one from before, leaves the kernel's as it is.
  const mtu = mtuSteps(change);
  const said = [...namesOf(change), ...joining.map((one) => `+${one}`), ...leaving.map((one) => `-${one}`)];
  return [
    {
      title: `${device}: ${[...said, ...(applied ? ["addresses, routes and MTU"] : [])].join(", ")}`,
      disruption: priceOf(change, moved, applied),
      do: [
        ...read,
        ...joinOps(device, joining, after),
        ...leaving.map((member): Op => ["detach", device, member]),
        ...apply,
        ...mtu.flatMap((step) => step.do),
        ...leavingOps(change),
      ],
      undo: [
        ...read,
        ...joining.map((member): Op => ["detach", device, member]),
        ...joinOps(device, leaving, before),
        ...apply,
        ...mtu.flatMap((step) => step.undo),
        ["recall", device],
      ],
    },
  ];
}

/** A running bond changed while it stays up. */
export const liveSteps = (change: Change): Step[] => [
  ...profileStep(change),
  ...wakeSteps(change),
  ...optionSteps(change),
  ...upSteps(change),
];

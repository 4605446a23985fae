import type { Step } from "../../model/plan";
import { bridgeSteps } from "../bridge";
import type { Change } from "../change";
import { isNew } from "../cycle";
import { needsRebuild } from "../kernel";
import { macSteps } from "../link";
import { changeRule, pending, wantedOptions } from "../options";
import { liveSteps } from "./live";
import { renewStep } from "./renew";

/** Whether options are to change that this stack takes only by taking the bond down. */
function isFixed(change: Change): boolean {
  const fixed = change.daemon?.fixed ?? [];
  return pending(wantedOptions(change), change).some(
    ({ row }) => fixed.includes(row.kernel) || changeRule(row, change.observed.kernel) !== "live",
  );
}

/** Whether the running bond has to go and come anew: the stack changes its mode, MAC and bridge in no other way. */
const isRenewed = (change: Change): boolean =>
  change.renews === true ||
  needsRebuild(change) ||
  isFixed(change) ||
  macSteps(change, []).length > 0 ||
  bridgeSteps(change).length > 0 ||
  change.before[change.desired.device] === undefined;

/**
 * The way to what is declared where a running program holds the devices. Files are read by it as soon as they are there,
 * so it does what they say: members join and leave, addresses come and go. Only options are written beside it.
 */
export function daemonSteps(change: Change): Step[] {
  if (isNew(change)) return [renewStep(change)];
  const live = liveSteps(change);
  const touches = live.some(({ disruption }) => disruption !== "files");
  return isRenewed(change) || (touches && change.activation === "restart") ? [renewStep(change)] : live;
}

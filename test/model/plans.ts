import type { Desired } from "../../provider/model/desired";
import type { Observed } from "../../provider/model/observed";
import type { FileChange, Plan } from "../../provider/model/plan";
import type { How } from "../../provider/plan/change";
import * as plain from "../../provider/plan/conflicts";
import { planChange as plannedChange } from "../../provider/plan/plan";
import type { Permission } from "../../provider/plan/refuse";
import { planDelete as plannedDelete } from "../../provider/plan/remove";
import { presentOf, setupOf } from "../../provider/stacks";
import { NETWORK_SCRIPTS as STACK } from "../../provider/stacks/network-scripts";
import { resolverChecks } from "../../provider/stacks/network-scripts/proof";
import { touched } from "../../provider/stacks/network-scripts/touched";

/** How a change is made, as far as a test says it: the stack brings the rest. */
export type Manner = Pick<How, "activation" | "previous" | "requirePartner"> & { files: FileChange[] };

/** The plan for a host with network-scripts, from what differs in its files. */
export function planChange(desired: Desired, observed: Observed, { files, ...how }: Manner): Plan {
  const { device, dhcp } = desired;
  const kept = dhcp ? [] : touched(device, observed, files);
  const written = { files, touched: kept, proof: resolverChecks(desired, observed, files) };
  const setup = setupOf(STACK, observed, presentOf(STACK, observed, device), written);
  return STACK.timed(plannedChange(desired, observed, { ...setup, ...how }), observed);
}

/** The plan that takes a bond away from a host with network-scripts. */
export function planDelete(device: string, observed: Observed): Plan {
  const setup = setupOf(STACK, observed, presentOf(STACK, observed, device), STACK.giveBack(device, observed));
  return STACK.timed(plannedDelete(device, observed, setup), observed);
}

/** What a caller allows; the stack brings what speaks against it. */
export type Allowed = Omit<Permission, "now" | "before" | "refusals">;

/** Every reason not to begin a change on a host with network-scripts. */
export function conflicts(desired: Desired, observed: Observed, how: Allowed): string[] {
  const { adopt, previous } = how;
  const refusals = STACK.refusals({ desired, observed, adopt, ...(previous && { previous }) });
  return plain.conflicts(desired, observed, { ...how, ...presentOf(STACK, observed, desired.device), refusals });
}

/** Every reason not to begin to delete a bond on such a host. */
export function deleteConflicts(device: string, observed: Observed, how: { host: string; force?: boolean }): string[] {
  const setup = setupOf(STACK, observed, presentOf(STACK, observed, device), STACK.giveBack(device, observed));
  const refusals = STACK.hostRefusals(observed, [device, ...(observed.bonds[device]?.members ?? [])]);
  return plain.deleteConflicts(device, observed, { ...how, setup, refusals });
}

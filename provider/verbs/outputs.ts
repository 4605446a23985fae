import { desired } from "../check";
import { undeclaredAddresses } from "../compare/addresses";
import type { Desired } from "../model/desired";
import type { Observed } from "../model/observed";
import type { BondState, Drift } from "../model/state";
import { bondState } from "../observe/state";
import type { OptionValues } from "../options/row";

import { type Connection, printableText } from "../ssh";
import { driftOf } from "./compared";
import { plain } from "./plain";
import type { Subject } from "./say";

/** Inputs or outputs of the resource as the engine hands them over. */
export type Bag = Record<string, unknown>;

export const connectionOf = (bag: Bag): Connection => bag.connection as Connection;
export const subjectOf = (bag: Bag): Subject => ({ device: String(bag.device), host: connectionOf(bag).host });

/** Options of an adopted bond that the program does not mention and that keep their value. */
export const keptOf = (bag: Bag): OptionValues => (bag.kept ?? {}) as OptionValues;

/** With every text fit for a terminal: whoever shows outputs shows them as they are. */
const shown = (outputs: object): object =>
  JSON.parse(JSON.stringify(outputs), (_key, value) => (typeof value === "string" ? printableText(value) : value));

function stateOf(wanted: Desired, observed: Observed): BondState | undefined {
  const state = bondState(observed, wanted.device);
  return state && { ...state, undeclaredAddresses: undeclaredAddresses(wanted, observed) };
}

/** What the host has, to be recorded beside the echoed inputs: read back, never what was asked. */
export function outputs(inputs: Bag, observed: Observed): Bag {
  const wanted = desired(inputs);
  const { files, kernel } = driftOf(wanted, observed, keptOf(inputs));
  return plain({
    ...inputs,
    ...shown({
      proc: observed.bonds[wanted.device]?.proc ?? "",
      state: stateOf(wanted, observed),
      drift: { files, kernel } satisfies Drift,
    }),
    machineId: observed.machineId,
    sshDevice: observed.ssh?.device,
  });
}

/** The recorded machine must be the one that answers: a name or an address may lead to another box by now. */
export function sameMachine(recorded: Bag, observed: Observed, doing: string): void {
  const { device, host } = subjectOf(recorded);
  if (recorded.machineId === undefined || recorded.machineId === observed.machineId) return;
  throw new Error(
    `Unable to ${doing} ${device} on ${host}: another machine answers (machine id ${observed.machineId}, recorded ${String(recorded.machineId)}). ` +
      "Point connection at the right host; if it was reinstalled, remove the resource from state with `pulumi state delete` and run up again.",
  );
}

import type { Outcome } from "../host/progress";
import type { ApplyOptions } from "../model/desired";
import type { Observed } from "../model/observed";
import type { Plan } from "../model/plan";
import type { Connection } from "../ssh";
import type { Subject } from "./say";

/** A change to be made: what, where, and how. */
export interface Transaction {
  subject: Subject;
  /** "create", "change" or "delete", for messages. */
  doing: string;
  connection: Connection;
  apply: ApplyOptions;
  plan: Plan;
  observed: Observed;
}

/** What a person at the terminal must know of a change that is not there. */
export function failure({ subject, doing }: Transaction, outcome: Outcome): Error {
  const { device, host } = subject;
  const begin = `Unable to ${doing} ${device} on ${host}: `;
  if (outcome.result === "refused" && outcome.refusal === "rolled-back")
    return new Error(
      `${begin}${outcome.reason}. The host has rolled back and is as it was. Mend that and run up again.`,
    );
  if (outcome.result === "refused")
    return new Error(
      `${begin}${outcome.reason} (${outcome.refusal}). Nothing was changed; mend that and run up again.`,
    );
  if (outcome.result !== "rolled-back")
    return new Error(`${begin}the outcome is not known. Run \`pulumi refresh\` to see what the host has.`);
  const left = outcome.notRestored.length > 0 ? ` It could not restore: ${outcome.notRestored.join("; ")}.` : "";
  return new Error(
    `${begin}${outcome.reason}. The host has rolled back and is as it was.${left} Mend that and run up again.`,
  );
}

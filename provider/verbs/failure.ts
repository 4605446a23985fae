import type { Outcome } from "../host/progress";
import type { ApplyOptions } from "../model/desired";
import type { Observed } from "../model/observed";
import type { Plan } from "../model/plan";
import type { Connection } from "../ssh";
import type { Answer } from "./answer";
import type { Course } from "./course";
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

/** Refusals that say that the host has not changed and will not. */
const UNCHANGED: readonly string[] = [
  "locked",
  "changed",
  "not-root",
  "space",
  "read-only",
  "broken-request",
  "prepare",
  "late",
];

/** What a person at the terminal must know of a change that is not there. `why`: a better reason than the host's own. */
export function failure({ subject, doing }: Transaction, outcome: Outcome, why?: string): Error {
  const { device, host } = subject;
  const begin = `Unable to ${doing} ${device} on ${host}: `;
  if (outcome.result === "rolled-back" || (outcome.result === "refused" && outcome.refusal === "rolled-back")) {
    const lost = outcome.result === "rolled-back" ? outcome.notRestored : [];
    const back = lost.length > 0 ? `, but is not as it was: ${lost.join("; ")}` : " and is as it was";
    return new Error(`${begin}${why ?? outcome.reason}. The host has rolled back${back}. Mend that and run up again.`);
  }
  if (outcome.result === "refused" && outcome.refusal === "unknown")
    return new Error(
      `${begin}the SSH session was lost before the change had begun. Nothing was changed, and the host will not begin it any more. Run up again.`,
    );
  if (outcome.result === "refused" && UNCHANGED.includes(outcome.refusal))
    return new Error(
      `${begin}${outcome.reason} (${outcome.refusal}). Nothing was changed; mend that and run up again.`,
    );
  const said = outcome.result === "refused" ? ` (${outcome.reason})` : "";
  return new Error(`${begin}the outcome is not known${said}. Run \`pulumi refresh\` to see what the host has.`);
}

/** What is known of a change whose host has given no last word, although all was over by then that ends by itself. */
export function notKnown({ subject, doing }: Transaction, course: Course, answer: Answer): Error {
  const why = answer.is === "open" ? `the change is "${answer.phase}" there` : answer.is === "silent" ? answer.why : "";
  const because = why === "" ? "" : ` (${why.replace(/\.$/, "")})`;
  const known = course.acknowledged
    ? `the confirmation was sent and the host did not answer it${because}, so it is not known whether the change was kept`
    : course.begun
      ? `the host did not answer after the change, and not after its rollback was due either${because}`
      : `the host did not answer any more${because}, so it is not known whether the change had begun; what had begun it undoes by itself`;
  return new Error(
    `Unable to ${doing} ${subject.device} on ${subject.host}: ${known}. ` +
      "Look at its console (provider/host/README.md tells what lies where), then run `pulumi refresh`.",
  );
}

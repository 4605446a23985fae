import { randomBytes } from "node:crypto";
import { hostname, userInfo } from "node:os";
import { type HostEvent, type Outcome, outcomeOf, parseEvent } from "../host/progress";
import { encodeBegin, newTransactionId } from "../host/request";
import { hostScript } from "../host/scripts";
import type { ApplyOptions } from "../model/desired";
import type { Observed } from "../model/observed";
import type { Plan } from "../model/plan";
import { type Connection, SshError, withSession } from "../ssh";
import { confirm } from "./confirm";
import { forgetLooks } from "./look";
import { type Subject, say } from "./say";
import { reach } from "./settings";

/** Seconds beyond the rollback timer that an answer may take to travel. */
const MARGIN = 30;

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

function tell(subject: Subject, event: HostEvent): void {
  if (event.kind === "step") say(subject, `${event.number}/${event.total} ${event.title}`);
  if (event.kind === "failed") say(subject, `failed: ${event.reason}`);
  if (event.kind === "recovered") say(subject, `an unfinished change was undone first: ${event.text}`);
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

async function begin(change: Transaction, id: string): Promise<Outcome> {
  const { subject, connection, apply, plan, observed } = change;
  const holder = `${userInfo().username}@${hostname()} pid ${process.pid}`;
  const input = encodeBegin({
    id,
    plan,
    digest: observed.digest,
    holder,
    rollbackAfter: apply.rollbackAfter,
    probes: apply.probes,
  });
  const events: HostEvent[] = [];
  const onLine = (line: string) => {
    const event = parseEvent(line);
    events.push(event);
    tell(subject, event);
  };
  const command = { script: hostScript("begin"), input, timeout: apply.rollbackAfter + MARGIN, onLine };
  try {
    await withSession(reach(connection), (session) => session.run(command));
  } catch (error) {
    // The session may well die with the link that is changed: the transaction goes on without it.
    if (!(error instanceof SshError) || !["lost", "timeout"].includes(error.kind)) throw error;
    say(subject, "the SSH session is gone; the host goes on, connecting anew");
  }
  return outcomeOf(events);
}

/**
 * Makes a planned change on the host and confirms it over a new connection; gives back what the host has then.
 *
 * @throws Error when the host refused, rolled back or could not be reached again; it says which
 */
export async function transact(change: Transaction): Promise<Observed> {
  const { subject, apply, plan } = change;
  forgetLooks();
  say(subject, `${plan.steps.length} steps, undone in ${apply.rollbackAfter} s unless confirmed`);
  const id = newTransactionId(new Date(), randomBytes(8).toString("hex"));
  const due = Date.now() + (apply.rollbackAfter + MARGIN) * 1000;
  const outcome = await begin(change, id);
  if (outcome.result === "rolled-back" || outcome.result === "refused") throw failure(change, outcome);
  const observed = await confirm(change, id, due);
  say(subject, "confirmed over a new connection");
  return observed;
}

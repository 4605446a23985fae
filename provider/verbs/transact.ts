import { randomBytes } from "node:crypto";
import { hostname, userInfo } from "node:os";
import { type HostEvent, type Outcome, outcomeOf, parseEvent } from "../host/progress";
import { encodeBegin, newTransactionId } from "../host/request";
import { hostScript } from "../host/scripts";
import type { Observed } from "../model/observed";
import { type Connection, SshError, withSession } from "../ssh";
import { confirm } from "./confirm";
import { armBefore, type Course, follow, MARGIN, newCourse, patience } from "./course";
import { failure, type Transaction } from "./failure";
import { forgetLooks, look } from "./look";
import { detail, type Subject, say } from "./say";
import { reach } from "./settings";

function tell(subject: Subject, event: HostEvent): void {
  if (event.kind === "step") detail(subject, `${event.number}/${event.total} ${event.title}`);
  if (event.kind === "failed") say(subject, `failed: ${event.reason}`);
  if (event.kind === "recovered") say(subject, `an unfinished change was undone first: ${event.text}`);
}

/**
 * What a host has that is about to be changed. What an earlier change left there, with nobody any more to confirm or undo
 * it, is undone first, because a plan for what it left half done would lead nowhere; one that lives is left alone.
 */
export async function settled(subject: Subject, connection: Connection, observed: Observed): Promise<Observed> {
  if (observed.transaction === undefined) return observed;
  const onLine = (line: string) => tell(subject, parseEvent(line));
  await withSession(reach(connection), (session) => session.run({ script: hostScript("tidy"), input: "", onLine }));
  return look(connection);
}

async function begin(change: Transaction, course: Course): Promise<Outcome> {
  const { subject, connection, apply, plan, observed } = change;
  const holder = `${userInfo().username}@${hostname()} pid ${process.pid}`;
  const input = encodeBegin({
    id: course.id,
    plan,
    digest: observed.digest,
    holder,
    rollbackAfter: apply.rollbackAfter,
    ...armBefore(change),
    probes: apply.probes,
  });
  const events: HostEvent[] = [];
  const onLine = (line: string) => {
    const event = parseEvent(line);
    events.push(event);
    follow(course, event);
    tell(subject, event);
  };
  const timeout = patience(change) + apply.rollbackAfter + MARGIN;
  const command = { script: hostScript("begin"), input, timeout, onLine };
  try {
    await withSession(reach(connection), (session) => session.run(command));
  } catch (error) {
    // The session may well die with the link that is changed: the transaction goes on without it.
    if (!(error instanceof SshError)) throw error;
    if (!course.begun && !["lost", "timeout"].includes(error.kind)) throw error;
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
  const steps = plan.steps.length === 1 ? "1 step" : `${plan.steps.length} steps`;
  say(
    subject,
    `${steps}, confirmed automatically over a new connection; if that fails, undone by the host within ${apply.rollbackAfter} s`,
  );
  const course = newCourse(newTransactionId(new Date(), randomBytes(8).toString("hex")), change);
  const outcome = await begin(change, course);
  if (outcome.result === "rolled-back" || outcome.result === "refused") throw failure(change, outcome);
  const observed = await confirm(change, course);
  say(subject, "confirmed over a new connection");
  return observed;
}

import { setTimeout as pause } from "node:timers/promises";
import { type Outcome, outcomeOf, parseEvent, splitConfirm } from "../host/progress";
import { encodeId } from "../host/request";
import { hostScript } from "../host/scripts";
import type { Observed } from "../model/observed";
import { type Connection, freshSession, type Session, SshError } from "../ssh";
import { failure, type Transaction } from "./failure";
import { understand } from "./look";
import { say } from "./say";
import { reach } from "./settings";

/** Between two attempts to reach the host again, in ms. */
const PAUSE = 1000;

interface Answer {
  outcome: Outcome;
  observed?: Observed;
  /** Why the host's observation after its confirmation cannot be used. */
  unread?: string;
}

const lines = (text: string) => text.split("\n").filter((line) => line !== "");

async function ask(session: Session, id: string): Promise<Answer> {
  const { stdout, stderr } = await session.run({ script: hostScript("confirm"), input: encodeId(id) });
  const { outcome, observation = "" } = splitConfirm(stdout);
  if (outcome.result === "refused" && outcome.refusal === "probe") {
    // The declared probes decide: what they no longer reach must not be kept.
    const undone = await session.run({ script: hostScript("rollback"), input: encodeId(id) });
    const rolledBack = outcomeOf(lines(undone.stdout).map(parseEvent));
    return { outcome: rolledBack.result === "rolled-back" ? { ...rolledBack, reason: outcome.reason } : outcome };
  }
  if (outcome.result !== "confirmed") return { outcome };
  try {
    return { outcome, observed: understand(observation, session.host, stderr) };
  } catch (error) {
    return { outcome, unread: error instanceof Error ? error.message : String(error) };
  }
}

/** Where the host may be found now: where the change moves it to, and where it was. */
function addresses({ connection, apply }: Transaction): Connection[] {
  const once = { ...reach(connection), dialErrorLimit: 1 };
  return apply.reconnect === undefined ? [once] : [{ ...once, ...apply.reconnect }, once];
}

/** One attempt over each address; without an outcome it tells why nobody answered. */
async function attempt(change: Transaction, id: string): Promise<Answer | string> {
  let why = "";
  for (const connection of addresses(change)) {
    try {
      const answer = await freshSession(connection, (session) => ask(session, id));
      if (answer.outcome.result !== "lost") return answer;
      why ||= "its answer broke off";
    } catch (error) {
      if (!(error instanceof SshError)) throw error;
      why ||= error.message;
    }
  }
  return why;
}

/**
 * Confirms a change over a new connection, authenticated anew. Where the host does not answer, goes on asking until the
 * rollback is due and past, so that the host itself can say what became of the change. What it has then is read back; an
 * answer that cannot be understood is asked for once more.
 */
export async function confirm(change: Transaction, id: string, due: number): Promise<Observed> {
  const { device, host } = change.subject;
  let said = false;
  let unread = 0;
  for (;;) {
    const answer = await attempt(change, id);
    const late = Date.now() > due;
    if (typeof answer === "string") {
      if (late) throw silence(change, answer);
      if (!said) say(change.subject, "the host does not answer yet; it undoes the change by itself if that stays so");
      said = true;
    } else if (answer.observed !== undefined) return answer.observed;
    else if (answer.unread === undefined) throw failure(change, answer.outcome);
    else if (++unread > 1)
      throw new Error(
        `Unable to read back ${device} on ${host}, although its change is confirmed and in place: ${answer.unread}`,
      );
    await pause(PAUSE);
  }
}

const silence = ({ subject: { device, host }, doing }: Transaction, why: string) =>
  new Error(
    `Unable to ${doing} ${device} on ${host}: the host did not answer after the change, and not after its rollback was due either (${why.replace(/\.$/, "")}). ` +
      "Look at its console (provider/host/README.md tells what lies where), then run `pulumi refresh`.",
  );

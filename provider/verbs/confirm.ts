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
}

const lines = (text: string) => text.split("\n").filter((line) => line !== "");

async function ask(session: Session, id: string): Promise<Answer> {
  const { stdout } = await session.run({ script: hostScript("confirm"), input: encodeId(id) });
  const { outcome, observation } = splitConfirm(stdout);
  if (outcome.result === "refused" && outcome.refusal === "probe") {
    // The declared probes decide: what they no longer reach must not be kept.
    const undone = await session.run({ script: hostScript("rollback"), input: encodeId(id) });
    const rolledBack = outcomeOf(lines(undone.stdout).map(parseEvent));
    return { outcome: rolledBack.result === "rolled-back" ? { ...rolledBack, reason: outcome.reason } : outcome };
  }
  return observation === undefined ? { outcome } : { outcome, observed: understand(observation, session.host) };
}

/** Where the host may be found now: where the change moves it to, and where it was. */
function addresses({ connection, apply }: Transaction): Connection[] {
  const once = { ...reach(connection), dialErrorLimit: 1 };
  return apply.reconnect === undefined ? [once] : [{ ...once, ...apply.reconnect }, once];
}

/** One attempt over each address; undefined: nobody answered, or the answer broke off. */
async function attempt(change: Transaction, id: string): Promise<Answer | undefined> {
  let last: unknown;
  for (const connection of addresses(change)) {
    try {
      const answer = await freshSession(connection, (session) => ask(session, id));
      return answer.outcome.result === "lost" ? undefined : answer;
    } catch (error) {
      last = error;
      if (!(error instanceof SshError)) throw error;
    }
  }
  if (last instanceof SshError && ["unreachable", "lost", "timeout"].includes(last.kind)) return undefined;
  throw last;
}

/**
 * Confirms a change over a new connection, authenticated anew. Where the host does not answer, goes on asking until the
 * rollback is due and past, so that the host itself can say what became of the change.
 */
export async function confirm(change: Transaction, id: string, due: number): Promise<Observed> {
  let said = false;
  for (;;) {
    const answer = await attempt(change, id);
    if (answer?.observed !== undefined) return answer.observed;
    if (answer !== undefined) throw failure(change, answer.outcome);
    if (Date.now() > due) break;
    if (!said) say(change.subject, "the host does not answer yet; it undoes the change by itself if that stays so");
    said = true;
    await pause(PAUSE);
  }
  const { device, host } = change.subject;
  throw new Error(
    `Unable to ${change.doing} ${device} on ${host}: the host did not answer after the change, and not after its rollback was due either. ` +
      "Look at its console (provider/host/README.md tells what lies where), then run `pulumi refresh`.",
  );
}

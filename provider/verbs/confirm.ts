import { setTimeout as pause } from "node:timers/promises";
import { outcomeOf, parseEvent, splitConfirm } from "../host/progress";
import { acknowledge, encodeConfirm, encodeId } from "../host/request";
import { hostScript } from "../host/scripts";
import type { Observed } from "../model/observed";
import { type Connection, freshSession, type Session, SshError } from "../ssh";
import { type Answer, weigh } from "./answer";
import type { Course } from "./course";
import { failure, notKnown, type Transaction } from "./failure";
import { understand } from "./look";
import { say } from "./say";
import { reach } from "./settings";

/** Between two attempts to reach the host again, in ms. */
const PAUSE = 1000;

/** How much longer than planned a way back may take, in ms, as long as the host says that it is on it. */
const WAY_BACK = 300_000;

const lines = (text: string) => text.split("\n").filter((line) => line !== "");

async function ask(session: Session, course: Course): Promise<Answer> {
  const reply = (line: string) => {
    const acknowledgement = acknowledge(line);
    course.acknowledged ||= acknowledgement !== undefined;
    return acknowledgement;
  };
  const input = encodeConfirm(course.id, course.whole);
  const { stdout, stderr } = await session.run({ script: hostScript("confirm"), input, reply });
  const { outcome, observation = "" } = splitConfirm(stdout);
  if (outcome.result === "refused" && outcome.refusal === "probe")
    return await takeBack(session, course, outcome.reason);
  if (outcome.result !== "confirmed") return weigh(outcome);
  try {
    return { is: "kept", observed: understand(observation, session.host, stderr) };
  } catch (error) {
    return { is: "unread", why: error instanceof Error ? error.message : String(error) };
  }
}

/** The declared probes decide: what they no longer reach must not be kept. */
async function takeBack(session: Session, course: Course, reason: string): Promise<Answer> {
  course.takenBack = reason;
  const { stdout } = await session.run({ script: hostScript("rollback"), input: encodeId(course.id) });
  return weigh(outcomeOf(lines(stdout).map(parseEvent)));
}

/** Where the host may be found now: where the change moves it to, and where it was. */
function addresses({ connection, apply }: Transaction): Connection[] {
  const once = { ...reach(connection), dialErrorLimit: 1 };
  return apply.reconnect === undefined ? [once] : [{ ...once, ...apply.reconnect }, once];
}

/**
 * Asks at each address in turn, over a new connection each time. Another machine may have one of them: that the change is
 * unknown counts when the machine that was observed says so, or when it is so everywhere.
 */
async function attempt(change: Transaction, course: Course): Promise<Answer> {
  const open: Answer[] = [];
  for (const connection of addresses(change)) {
    const answer = await freshSession(connection, (session) => ask(session, course)).catch((error): Answer => {
      if (!(error instanceof SshError)) throw error;
      return { is: "silent", why: error.message };
    });
    if (answer.is === "kept" || answer.is === "unread" || answer.is === "over") return answer;
    if (answer.is === "unknown" && answer.machineId === change.observed.machineId) return answer;
    if (answer.is === "open") course.begun = true;
    if (answer.is === "open" && answer.phase === "applied") course.whole = true;
    open.push(answer);
  }
  const best = (is: Answer["is"]) => open.find((answer) => answer.is === is);
  return best("open") ?? best("silent") ?? { is: "unknown" };
}

/**
 * Confirms a change over a new connection, authenticated anew and made after the change was whole. Where the host does not
 * answer, goes on asking until the rollback is due and past, so that the host itself can say what became of the change.
 * What it has then is read back; an answer that cannot be understood is asked for once more.
 */
export async function confirm(change: Transaction, course: Course): Promise<Observed> {
  const { device, host } = change.subject;
  let said = false;
  let unread = 0;
  for (;;) {
    const { whole } = course;
    const answer = await attempt(change, course);
    if (answer.is === "kept") return answer.observed;
    if (answer.is === "over") throw failure(change, answer.outcome, course.takenBack);
    if (answer.is === "unknown" && !course.begun)
      throw failure(change, { result: "refused", refusal: "unknown", reason: "" });
    if (answer.is === "unread" && ++unread > 1)
      throw new Error(
        `Unable to read back ${device} on ${host}, although its change is confirmed and in place: ${answer.why}`,
      );
    const goesBack = answer.is === "open" && answer.phase === "rolling-back";
    if (answer.is !== "unread" && performance.now() > course.due + (goesBack ? WAY_BACK : 0))
      throw notKnown(change, course, answer);
    if (answer.is === "silent" && !said) {
      say(change.subject, "the host does not answer yet; what is not confirmed it undoes by itself");
      said = true;
    }
    if (course.whole === whole) await pause(PAUSE);
  }
}

import { hostScript } from "../host/scripts";
import type { Observed } from "../model/observed";
import { decodeObserved } from "../observe/decode";
import { decodeExamined, type Examined } from "../observe/examined";
import { type Connection, printable, type Session, withSession } from "../ssh";
import { reach } from "./settings";

/** How long one look serves the reads of a refresh, in ms: all bonds of a host are read from one look. */
const SHARED_FOR = 5000;

const looks = new Map<string, { until: number; look: Promise<Observed> }>();

/** What the host's answer says; an answer that is none is an error that names the host. */
export function understand(answer: string, host: string, complaint = ""): Observed {
  try {
    return decodeObserved(answer);
  } catch (error) {
    const why = [error instanceof Error ? error.message : String(error), complaint.trim()].filter(
      (text) => text !== "",
    );
    throw new Error(`Unable to read the state of ${host}: ${printable(why.join(": "))}. Run the operation again.`);
  }
}

async function lookOver(session: Session): Promise<Observed> {
  const { stdout, stderr } = await session.run({ script: hostScript("observe"), input: "" });
  return { ...understand(stdout, session.host, stderr), readAt: performance.now() };
}

/** Looks at a host now: one exec that changes nothing. */
export const look = (connection: Connection): Promise<Observed> => withSession(reach(connection), lookOver);

/** What no change depends on and a person wants to know. It listens for some seconds, and changes nothing. */
export const examine = (connection: Connection): Promise<Examined> =>
  withSession(reach(connection), async (session) => {
    const { stdout } = await session.run({ script: hostScript("examine"), input: "" });
    return decodeExamined(stdout);
  });

/** A look that may be shared with other reads of the same moment; never used to decide a change. */
export function sharedLook(connection: Connection): Promise<Observed> {
  const key = JSON.stringify(connection);
  const recent = looks.get(key);
  if (recent !== undefined && recent.until > Date.now()) return recent.look;
  const fresh = { until: Number.POSITIVE_INFINITY, look: look(connection) };
  looks.set(key, fresh);
  const settle = () => {
    fresh.until = Date.now() + SHARED_FOR;
  };
  fresh.look.then(settle, () => looks.delete(key));
  return fresh.look;
}

/** Forgets what was seen of hosts, because one of them changes. */
export const forgetLooks = (): void => looks.clear();

import { readingOnce } from "./config/index.js";
import type { Connection } from "./connection.js";
import { resolveTarget, type Target } from "./target.js";

const queues = new Map<string, Promise<unknown>>();

/**
 * Runs work when all earlier work for the same host is done, whoever the user is: one writer per host inside this
 * process. A failure is its caller's alone; the next in the queue runs all the same. The SSH configuration is read once
 * for all of it.
 */
export function exclusively<T>(connection: Connection, work: () => Promise<T>): Promise<T> {
  return readingOnce(() => inTurn(connection, work));
}

async function inTurn<T>(connection: Connection, work: () => Promise<T>): Promise<T> {
  const key = place(resolveTarget(connection));
  const before = queues.get(key) ?? Promise.resolve();
  const mine = before.then(work, work);
  const quiet = mine.catch(() => {});
  queues.set(key, quiet);
  try {
    return await mine;
  } finally {
    if (queues.get(key) === quiet) queues.delete(key);
  }
}

/** Where a machine is: the same name behind another hop is another machine. */
function place(target: Target): string {
  const way = target.via ? `${place(target.via)} > ` : "";
  return `${way}${target.host.toLowerCase()}:${target.port}`;
}

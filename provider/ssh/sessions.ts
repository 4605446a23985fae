import type { Connection } from "./connection.js";
import { SshError } from "./errors.js";
import type { Link } from "./link.js";
import { adopt, borrow, openLink } from "./pool.js";
import type { Command, Session } from "./session.js";
import { bounds, resolveTarget, type Target } from "./target.js";

/**
 * Runs work over the shared connection to a host; there is one per host, user, way and credentials. It is opened when
 * first needed, opened anew when it died, and closed soon after its last use, so that the process can end.
 *
 * @throws SshError of kind unreachable, host-key or authentication; what `use` throws
 */
export async function withSession<T>(connection: Connection, use: (session: Session) => Promise<T>): Promise<T> {
  const target = resolveTarget(connection);
  const { link, giveBack } = await borrow(target, bounds(connection));
  try {
    return await use(over(link, target, connection));
  } finally {
    giveBack();
  }
}

/**
 * Runs work over a new connection, authenticated anew, which shows that the host can be reached now. When all went
 * well it takes the place of the shared one.
 *
 * @throws as {@link withSession}
 */
export async function freshSession<T>(connection: Connection, use: (session: Session) => Promise<T>): Promise<T> {
  const target = resolveTarget(connection);
  const link = await openLink(target, bounds(connection));
  try {
    const result = await use(over(link, target, connection));
    if (link.alive) adopt(target, link);
    return result;
  } catch (error) {
    link.end();
    throw error;
  }
}

function over(link: Link, target: Target, connection: Connection): Session {
  const place = { host: target.name, user: target.user, sudo: connection.sudo };
  const { commandTimeout } = bounds(connection);
  return {
    host: target.name,
    run: async (command) => {
      refuseNul(target.name, command);
      return await link.run(command, place, command.timeout ?? commandTimeout);
    },
    close: () => link.retire(),
  };
}

/** A shell variable cannot hold a NUL byte; it would vanish without a word. */
function refuseNul(host: string, command: Command): void {
  if (!command.script.includes("\0") && !command.input.includes("\0")) return;
  throw new SshError("protocol", host, `Unable to run a command on ${host}: its input holds a NUL byte. Remove it.`);
}

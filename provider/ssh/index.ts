export type { Connection, Hop, Sudo } from "./connection.js";
export { printable, SshError, type SshErrorKind } from "./errors.js";
export { resetPools } from "./pool.js";
export { type ConnectionProblem, connectionProblems } from "./problems.js";
export { exclusively } from "./queue.js";
export type { Command, Result, Session } from "./session.js";
export { freshSession, withSession } from "./sessions.js";

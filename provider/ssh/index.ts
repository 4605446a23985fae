export { type Connection, DEFAULTS, type Hop } from "./connection.js";
export { printable, printableLines, printableText, SshError } from "./errors.js";
export { tellWith } from "./local.js";
export { resetPools } from "./pool.js";
export { connectionProblems } from "./problems.js";
export { exclusively } from "./queue.js";
export type { Command, Result, Session } from "./session.js";
export { freshSession, withSession } from "./sessions.js";

import type { parseArgs } from "node:util";
import type { Connection } from "../ssh";

/** Where a command prints: the terminal, or a test. */
interface Out {
  out(text: string): void;
  err(text: string): void;
}

/** The words behind the flags, and the flags, of one call. */
export type Flags = ReturnType<typeof parseArgs>["values"];

/** One call: which host, what else was said, where to print. */
export interface Call {
  connection: Connection;
  /** What follows the host. */
  words: string[];
  flags: Flags;
  io: Out;
}

/** What the shell gets: done and well, done but not well, not done at all. */
export const EXIT = { well: 0, unwell: 1, undone: 2 } as const;

/** A call that cannot be understood or carried out; the message is for the person who typed it. */
export class CommandError extends Error {
  override readonly name = "CommandError";
}

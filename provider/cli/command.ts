import type { Connection } from "../ssh";

/** Where a command reads and prints: the terminal, or a test. */
export interface Io {
  /** The text of a file; "-" is the standard input. */
  read(file: string): Promise<string>;
  out(text: string): void;
  err(text: string): void;
  /** Whether standard error is a terminal, where a line may be written over. */
  terminal?: boolean;
  /** Whether what is printed may be coloured. */
  colors?: boolean;
  /** False where the locale has no box characters. */
  boxes?: boolean;
  /** Width of the terminal in characters. */
  columns?: number;
}

/** Values of the options that only one command has, by their name in camel case. */
export type Flags = Readonly<Record<string, unknown>>;

/** One call: which host, what else was said, where to print. */
export interface Call {
  connection: Connection;
  /** What follows the host. */
  words: string[];
  flags: Flags;
  io: Io;
}

/** A command that talks to a host. */
export interface HostCommand {
  name: string;
  /** What may stand behind the host, e.g. `[device...]`; "" for nothing. */
  words: string;
  summary: string;
  /** Options beside those of the connection: how they are written, and what they do. */
  options: readonly (readonly [flags: string, description: string])[];
  run(call: Call): Promise<number>;
  /** The option with which no host is asked, and what is done then. */
  offline?: { flag: string; run(value: string, flags: Flags, io: Io): Promise<number> };
}

/** What the shell gets: done and well, done but not well, not done at all. */
export const EXIT = { well: 0, unwell: 1, undone: 2 } as const;

/** A call that cannot be understood or carried out; the message is for the person who typed it. */
export class CommandError extends Error {
  override readonly name = "CommandError";
}

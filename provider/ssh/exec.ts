import type { ClientChannel } from "ssh2";
import type { Sudo } from "./connection.js";
import { printable, SshError } from "./errors.js";
import { Counter, encode, FrameReader, READY, SUDO_PROMPT } from "./frame.js";
import { LineSplitter } from "./lines.js";
import type { Command, Result } from "./session.js";
import { sudoFailure, sudoPassword, wrongSudoPassword } from "./sudo.js";

/** Most bytes that are taken from one command, for each of its two outputs. */
const MAX_OUTPUT = 16 * 1024 * 1024;

/** What the bootstrap ends with when not all of a command was read. */
const UNREAD = 70;

/** Most bytes that a login shell or sudo may print before the command. */
const MAX_NOISE = 1024 * 1024;

/** Who runs a command where, for messages and for sudo. */
export interface Place {
  host: string;
  user: string;
  sudo: Sudo | undefined;
}

/**
 * Speaks with the bootstrap on an exec channel: waits for sudo's question where there may be one, sends the command,
 * takes the answer apart.
 */
export function converse(channel: ClientChannel, place: Place, command: Command): Promise<Result> {
  return new Promise((resolve, reject) => {
    const { nonce, payload } = encode(command);
    const lines = new LineSplitter(listener(command, (reply) => channel.writable && channel.end(`${reply}\n`)));
    const out = new FrameReader(nonce, (bytes) => lines.push(bytes));
    const err = new FrameReader(nonce);
    const sudo = new SudoTalk(place, (text) => channel.write(text));
    let sent = false;
    const send = () => {
      if (sent) return;
      sent = true;
      if (command.reply === undefined) channel.end(payload);
      else channel.write(payload);
    };
    const settle = (code: number | null = null, signal?: string) => {
      lines.end();
      const result = { stdout: out.text, stderr: err.text };
      if (out.code !== undefined) resolve({ code: out.code, ...result });
      else if (signal !== undefined && out.begun) resolve({ code: undefined, signal, ...result });
      else reject(noAnswer(place, out, err, code));
    };
    const listen = (reader: FrameReader, chunk: Buffer, hear?: (chunk: Buffer) => void) => {
      try {
        reader.push(chunk);
        const limit = reader.begun ? MAX_OUTPUT : MAX_NOISE;
        if (reader.held > limit) throw tooMuch(place, limit);
        if (!sent) hear?.(chunk);
        if (out.code !== undefined && err.code !== undefined) settle();
      } catch (error) {
        reject(error);
      }
    };
    channel.on("data", (chunk: Buffer) => listen(out, chunk));
    channel.stderr.on("data", (chunk: Buffer) => listen(err, chunk, (bytes) => sudo.hear(bytes) && send()));
    channel.on("error", () => channel.close());
    let code: number | null = null;
    let signal: string | undefined;
    channel.on("exit", (number: number | null, name?: string) => {
      code = number;
      signal = name;
    });
    channel.on("close", () => settle(code, signal));
    if (sudoPassword(place.sudo) === undefined) send();
  });
}

/** Who gets each line of standard output, and who answers it. */
function listener({ onLine, reply }: Command, write: (reply: string) => void): Command["onLine"] {
  if (reply === undefined) return onLine;
  return (line) => {
    onLine?.(line);
    const answer = reply(line);
    if (answer !== undefined) write(answer);
  };
}

/** Answers sudo's question once. */
class SudoTalk {
  readonly #ready = new Counter(READY);
  readonly #prompts = new Counter(SUDO_PROMPT);
  #answered = false;

  constructor(
    private readonly place: Place,
    private readonly write: (text: string) => void,
  ) {}

  /**
   * @param chunk - what has come on standard error since the last call
   * @returns whether the bootstrap is there and the command can be sent
   */
  hear(chunk: Buffer): boolean {
    this.#ready.hear(chunk);
    this.#prompts.hear(chunk);
    if (this.#ready.count > 0) return true;
    const password = sudoPassword(this.place.sudo);
    if (password === undefined || this.#prompts.count === 0) return false;
    if (this.#prompts.count > 1) throw wrongSudoPassword(this.place.host, this.place.user);
    if (!this.#answered) this.write(`${password}\n`);
    this.#answered = true;
    return false;
  }
}

/** What dd says of every read that went well. */
const COUNTS = /^.*(records (in|out)|bytes.*copied.*)$/gm;

/** The channel closed without the closing mark; `code` is that of the bootstrap, where it came to its end. */
function noAnswer(place: Place, out: FrameReader, err: FrameReader, code: number | null): SshError {
  const { host, user, sudo } = place;
  if (out.begun)
    return new SshError(
      "lost",
      host,
      `Unable to run a command on ${host}: the connection ended in the middle of it, so what it did is unknown. Run the operation again; it looks at the host first.`,
    );
  const complaint = err.noise
    .slice(err.noise.indexOf(READY) + READY.length)
    .replace(COUNTS, "")
    .trim();
  if (err.noise.includes(READY) && code === UNREAD && complaint !== "")
    return new SshError(
      "protocol",
      host,
      `Unable to run a command on ${host}: a tool there could not read it ("${printable(complaint)}"), so nothing of it ran. Put dd of coreutils or busybox first in /usr/sbin, /usr/bin, /sbin and /bin.`,
    );
  if (err.noise.includes(READY))
    return new SshError(
      "lost",
      host,
      `Unable to run a command on ${host}: the connection ended before all of it was there, so nothing of it ran. Run the operation again.`,
    );
  if (sudo !== undefined && sudo !== false) return sudoFailure(host, user, err.noise || out.noise);
  const said = printable(`${out.noise}${err.noise}`.trim());
  const quote = said === "" ? "it ended without a word" : `it answered "${said}"`;
  return new SshError(
    "protocol",
    host,
    `Unable to run a command on ${host}: the login shell of ${printable(user)} did not run it; ${quote}. Give the user a login shell that runs commands, and keep forced commands off this key.`,
  );
}

function tooMuch({ host }: Place, bytes: number): SshError {
  const limit = `${bytes / 1024 / 1024} MiB`;
  return new SshError(
    "protocol",
    host,
    `Unable to run a command on ${host}: it answered with more than ${limit}. Look at what the host prints there; this is not what was asked for.`,
  );
}

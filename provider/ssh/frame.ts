import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "./session.js";

/** What the bootstrap writes to standard error as soon as it runs: nobody in between reads our input any more. */
export const READY = "linux-bond-ready";

/** The prompt sudo is told to use; the password is sent when it appears and never otherwise. */
export const SUDO_PROMPT = "linux-bond-sudo-password:";

/** The statements of bootstrap.sh on one line. The file lies beside the source, the code that reads it in `bin`. */
const BOOTSTRAP = readFileSync(join(__dirname, "../../../provider/ssh/bootstrap.sh"), "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"))
  .join("; ");

const SHELL = `/bin/sh -c '${BOOTSTRAP}'`;

/** The only texts that are ever given to a login shell. */
export const EXEC = {
  plain: `exec ${SHELL}`,
  sudo: `exec sudo -n -- ${SHELL}`,
  sudoWithPassword: `exec sudo -S -p ${SUDO_PROMPT} -- ${SHELL}`,
} as const;

/** A command as it goes to the bootstrap, and the word by which its answer is known. */
export function encode(command: Command): { nonce: string; payload: Buffer } {
  const nonce = randomBytes(16).toString("hex");
  const script = Buffer.from(command.script);
  const input = Buffer.from(command.input);
  const head = Buffer.from(`${nonce} ${script.length} ${input.length}\n`);
  return { nonce, payload: Buffer.concat([head, script, input]) };
}

/** Longest exit code with its newline. */
const LONGEST_CODE = 12;

/** Counts how often a text appears in a stream, wherever the network cuts it. */
export class Counter {
  count = 0;
  #tail = "";

  constructor(private readonly mark: string) {}

  hear(chunk: Buffer): void {
    const parts = (this.#tail + chunk.toString("latin1")).split(this.mark);
    this.count += parts.length - 1;
    this.#tail = (parts.at(-1) ?? "").slice(-(this.mark.length - 1));
  }
}

/** Takes one output stream of the bootstrap apart: what came before the marks, what is between them, the exit code. */
export class FrameReader {
  begun = false;
  /** Exit code of the script, once the closing mark has come. */
  code: number | undefined;
  /** Bytes that are held, before the marks or between them. */
  held = 0;
  readonly #begin: Buffer;
  readonly #end: Buffer;
  readonly #noise: Buffer[] = [];
  readonly #body: Buffer[] = [];
  /** The end of what has come, as far as it may be the beginning of a mark. */
  #pending: Buffer = Buffer.alloc(0);

  /** @param onBody - gets the bytes between the marks as they come */
  constructor(
    nonce: string,
    private readonly onBody: (bytes: Buffer) => void = () => {},
  ) {
    this.#begin = Buffer.from(`${nonce} begin\n`);
    this.#end = Buffer.from(`${nonce} end `);
  }

  push(chunk: Buffer): void {
    if (this.code !== undefined) return;
    let data: Buffer = Buffer.concat([this.#pending, chunk]);
    if (!this.begun) {
      data = this.#keep(data, this.#begin, this.#noise);
      this.begun = data.indexOf(this.#begin) === 0;
      if (this.begun) data = data.subarray(this.#begin.length);
    }
    this.#pending = this.begun ? this.#readBody(data) : data;
  }

  /** Keeps what stands between the marks; returns what may be the beginning of the closing one. */
  #readBody(data: Buffer): Buffer {
    for (let rest = data; ; ) {
      rest = this.#keep(rest, this.#end, this.#body);
      if (rest.indexOf(this.#end) !== 0) return rest;
      const tail = rest.toString("latin1", this.#end.length, this.#end.length + LONGEST_CODE);
      const [, code] = /^(\d+)\n/.exec(tail) ?? [];
      if (code !== undefined) this.code = Number(code);
      if (code !== undefined || tail.length < LONGEST_CODE) return rest;
      // No exit code follows: what looks like the mark is a part of the output.
      this.#hold(rest.subarray(0, this.#end.length), this.#body);
      rest = rest.subarray(this.#end.length);
    }
  }

  /** Text before the opening mark: a login shell's, or sudo's. */
  get noise(): string {
    const rest = this.begun ? [] : [this.#pending];
    return Buffer.concat([...this.#noise, ...rest]).toString("utf8");
  }

  /** Everything between the marks, or after the first one while the second is missing. */
  get text(): string {
    const rest = this.begun && this.code === undefined ? [this.#pending] : [];
    return Buffer.concat([...this.#body, ...rest]).toString("utf8");
  }

  /** Keeps what surely stands before a mark and returns the rest. */
  #keep(data: Buffer, mark: Buffer, where: Buffer[]): Buffer {
    const at = data.indexOf(mark);
    const sure = at >= 0 ? at : data.length - overlap(data, mark);
    if (sure > 0) this.#hold(data.subarray(0, sure), where);
    return data.subarray(sure);
  }

  #hold(bytes: Buffer, where: Buffer[]): void {
    where.push(bytes);
    this.held += bytes.length;
    if (where === this.#body) this.onBody(bytes);
  }
}

/** How many bytes at the end of `data` may be the beginning of `mark`. */
function overlap(data: Buffer, mark: Buffer): number {
  let length = Math.min(data.length, mark.length - 1);
  while (length > 0 && !data.subarray(data.length - length).equals(mark.subarray(0, length))) length--;
  return length;
}

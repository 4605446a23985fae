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

/** Takes one output stream of the bootstrap apart: what came before the marks, what is between them, the exit code. */
export class FrameReader {
  /** Text before the opening mark: a login shell's, or sudo's. */
  noise = "";
  begun = false;
  /** Exit code of the script, once the closing mark has come. */
  code: number | undefined;
  /** Bytes between the marks so far. */
  size = 0;
  readonly #begin: Buffer;
  readonly #end: Buffer;
  readonly #body: Buffer[] = [];
  #pending: Buffer = Buffer.alloc(0);

  constructor(
    nonce: string,
    private readonly onBody: (bytes: Buffer) => void = () => {},
  ) {
    this.#begin = Buffer.from(`${nonce} begin\n`);
    this.#end = Buffer.from(`${nonce} end `);
  }

  push(chunk: Buffer): void {
    if (this.code !== undefined) return;
    let data = Buffer.concat([this.#pending, chunk]);
    if (!this.begun) {
      const at = data.indexOf(this.#begin);
      this.noise = data.toString("utf8", 0, at < 0 ? data.length : at);
      this.begun = at >= 0;
      if (this.begun) data = data.subarray(at + this.#begin.length);
    }
    this.#pending = this.begun ? this.#take(data) : data;
  }

  /** Bytes held, between the marks or before them. */
  get held(): number {
    return this.size + this.#pending.length;
  }

  text(): string {
    return Buffer.concat(this.#body).toString("utf8");
  }

  /** Keeps what surely lies between the marks and returns the rest, which may be the start of the closing one. */
  #take(data: Buffer): Buffer {
    const at = data.indexOf(this.#end);
    const sure = at >= 0 ? at : Math.max(0, data.length - this.#end.length);
    if (sure > 0) {
      const body = data.subarray(0, sure);
      this.#body.push(body);
      this.size += sure;
      this.onBody(body);
    }
    const code = at < 0 ? null : /^(\d+)\n/.exec(data.toString("latin1", at + this.#end.length));
    if (code) this.code = Number(code[1]);
    return data.subarray(sure);
  }
}

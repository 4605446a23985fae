import { StringDecoder } from "node:string_decoder";

/** Cuts a stream of bytes into lines and hands each on as soon as it is whole. */
export class LineSplitter {
  readonly #decoder = new StringDecoder("utf8");
  #rest = "";

  constructor(private readonly onLine: ((line: string) => void) | undefined) {}

  push(bytes: Buffer): void {
    if (!this.onLine) return;
    const lines = (this.#rest + this.#decoder.write(bytes)).split("\n");
    this.#rest = lines.pop() ?? "";
    for (const line of lines) this.onLine(line);
  }

  /** Hands on what stands after the last newline, once. */
  end(): void {
    const last = this.#rest + this.#decoder.end();
    this.#rest = "";
    if (last !== "") this.onLine?.(last);
  }
}

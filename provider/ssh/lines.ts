import { StringDecoder } from "node:string_decoder";

/** Characters of a line that are kept. What a host prints for us is far shorter; of a longer line the rest is left out. */
export const LONGEST_LINE = 65_536;

/** Cuts a stream of bytes into lines and hands each on as soon as it is whole. Takes time in proportion to the bytes. */
export class LineSplitter {
  readonly #decoder = new StringDecoder("utf8");
  /** What has come of the line that is not whole yet, and how many characters that are. */
  #parts: string[] = [];
  #length = 0;

  constructor(private readonly onLine: ((line: string) => void) | undefined) {}

  push(bytes: Buffer): void {
    if (!this.onLine) return;
    const text = this.#decoder.write(bytes);
    let from = 0;
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", from)) {
      this.#keep(text.slice(from, at));
      this.#handOn();
      from = at + 1;
    }
    this.#keep(text.slice(from));
  }

  /** Hands on what stands after the last newline, once. */
  end(): void {
    this.#keep(this.#decoder.end());
    if (this.#length > 0) this.#handOn();
  }

  #keep(text: string): void {
    const part = text.slice(0, LONGEST_LINE - this.#length);
    if (part === "") return;
    this.#parts.push(part);
    this.#length += part.length;
  }

  #handOn(): void {
    const line = this.#parts.join("");
    this.#parts = [];
    this.#length = 0;
    this.onLine?.(line);
  }
}

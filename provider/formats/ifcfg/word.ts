import { ansiValue } from "./ansi";

/** One word of shell text. */
export interface Word {
  /** What the shell makes of it; meaningless when `unsafe` is set. */
  value: string;
  /** Offset behind it. */
  end: number;
  /** Why its value cannot be known without running something. */
  unsafe?: string;
  /** The quote that is never closed: the shell refuses everything from this line on. */
  open?: string;
  /** Has a `~` or `{` outside quotes, which a shell expands in some places. */
  expands: boolean;
  /** Has a reference to another key whose value is known. */
  refers: boolean;
}

/** The value of a variable that is known at this point of the file. */
export type Known = (name: string) => string | undefined;

const READ_DIFFERENTLY = "it has an escape that shells read differently";
const ANOTHER_VARIABLE = "it uses another variable ($...)";
const ENDS = " \t\n;&|<>()";
const EXPANSION = /[A-Za-z0-9_@*#?$!{([-]/;
const PLAIN = /[^\\'"$`~{ \t\n;&|<>()]+/y;
const PLAIN_IN_QUOTES = /[^"\\$`]+/y;
const REFERENCE = /\$(?:\{([A-Za-z_][A-Za-z0-9_]*)\}|([A-Za-z_][A-Za-z0-9_]*))/y;
const ESCAPED_IN_QUOTES = '$`"\\\n';

/** Reads the word that begins at an offset, as bash would, expanding nothing but plain references to what is `known`. */
export function readWord(text: string, start: number, known: Known): Word {
  const reader = new WordReader(text, start, known);
  reader.read();
  return reader.word;
}

class WordReader {
  readonly word: Word;
  private readonly parts: string[] = [];
  private at: number;

  constructor(
    private readonly text: string,
    start: number,
    private readonly known: Known,
  ) {
    this.at = start;
    this.word = { value: "", end: start, expands: false, refers: false };
  }

  read(): void {
    while (this.at < this.text.length && !ENDS.includes(this.text[this.at] as string) && !this.word.open) this.step();
    this.word.value = this.parts.join("");
    this.word.end = this.at;
  }

  private step(): void {
    const char = this.text[this.at] as string;
    if (char === "\\") this.backslash();
    else if (char === "'") this.singleQuoted();
    else if (char === '"') this.doubleQuoted();
    else if (char === "$" || char === "`") this.dollar(char);
    else {
      if ("~{".includes(char)) this.word.expands = true;
      this.takeRun(PLAIN);
    }
  }

  private take(length: number): void {
    this.parts.push(this.text.slice(this.at, this.at + length).replaceAll("\0", "")); // shells drop NUL
    this.at += length;
  }

  /** At least one character, and all of those behind it that mean themselves. */
  private takeRun(plain: RegExp): void {
    plain.lastIndex = this.at + 1;
    this.take(1 + (plain.exec(this.text)?.[0].length ?? 0));
  }

  private backslash(): void {
    const next = this.text[this.at + 1];
    if (next === undefined) {
      this.word.unsafe ??= READ_DIFFERENTLY;
      this.at++;
    } else {
      if (next !== "\n") this.parts.push(next);
      this.at += 2;
    }
  }

  private singleQuoted(): void {
    const end = this.text.indexOf("'", this.at + 1);
    if (end < 0) this.leaveOpen("'");
    else {
      this.at++;
      this.take(end - this.at);
      this.at++;
    }
  }

  private doubleQuoted(): void {
    this.at++;
    while (this.text[this.at] !== '"' && !this.word.open) {
      const char = this.text[this.at];
      const next = this.text[this.at + 1];
      if (char === undefined) this.leaveOpen('"');
      else if (char === "\\" && next !== undefined && ESCAPED_IN_QUOTES.includes(next)) this.backslash();
      else if ((char === "$" && next !== "'" && next !== '"') || char === "`") this.dollar(char);
      else this.takeRun(PLAIN_IN_QUOTES);
    }
    this.at++;
  }

  private dollar(char: string): void {
    const next = this.text[this.at + 1] ?? "";
    if (char === "`") this.skipTo("`", "it runs a command (`...`)");
    else if (next === "'") this.ansi();
    else if (next === '"') {
      this.at++;
      this.doubleQuoted();
    } else if (!EXPANSION.test(next)) this.take(1);
    else if (this.reference()) return;
    else if (next === "(") this.skipTo(")", "it runs a command or computes ($(...))");
    else if (next === "{") this.skipTo("}", ANOTHER_VARIABLE);
    else if (next === "[") this.skipTo("]", "it computes ($[...])");
    else {
      this.word.unsafe ??= ANOTHER_VARIABLE;
      this.at += 2;
    }
  }

  /** `$NAME` or `${NAME}` of a key whose value is known. */
  private reference(): boolean {
    REFERENCE.lastIndex = this.at;
    const [all, braced, bare] = REFERENCE.exec(this.text) ?? [];
    const value = all === undefined ? undefined : this.known(braced ?? bare ?? "");
    if (all === undefined || value === undefined) return false;
    this.word.refers = true;
    this.parts.push(value);
    this.at += all.length;
    return true;
  }

  private ansi(): void {
    let end = this.at + 2;
    while (end < this.text.length && this.text[end] !== "'") end += this.text[end] === "\\" ? 2 : 1;
    if (end >= this.text.length) {
      this.leaveOpen("'");
      return;
    }
    const inner = ansiValue(this.text.slice(this.at + 2, end));
    if (inner === undefined) this.word.unsafe ??= READ_DIFFERENTLY;
    else this.parts.push(inner);
    this.at = end + 1;
  }

  /** Skips a substitution; quotes and nesting inside it are followed as far as telling where it ends needs it. */
  private skipTo(close: string, unsafe: string): void {
    this.word.unsafe ??= unsafe;
    const open = { ")": "(", "}": "{", "]": "[" }[close];
    let depth = 0;
    for (this.at++; this.at < this.text.length; this.at++) {
      const char = this.text[this.at] as string;
      if (char === "\\") this.at++;
      else if (char === open) depth++;
      else if (char === close && --depth <= 0) {
        this.at++;
        return;
      }
    }
    this.leaveOpen(close);
  }

  private leaveOpen(quote: string): void {
    this.word.open = quote;
    this.at = this.text.length;
  }
}

import type { Assignment, Problem } from "./parse";
import { isShellsOwn } from "./quote";
import { type Known, readWord, type Word } from "./word";

const ASSIGNMENT = /([A-Za-z_][A-Za-z0-9_]*)(\+?)=/y;
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Words behind which the rest of a file means something else than it says line by line. */
const STOPS = new Set(
  "if then else elif fi for select while until do done case esac function { } ! [[ (( time coproc return exit exec . source eval trap unset set shift".split(
    " ",
  ),
);

/** What a line cannot be trusted for that runs something beside setting its keys. */
const BESIDE = "the line also runs, joins or redirects commands";

type Pending = Assignment & { unsafe?: string };

/** Walks over the commands of a file. A line takes effect as a whole: the shell reads it to its end before it runs any of it. */
export class Reader {
  readonly assignments: Assignment[] = [];
  readonly problems: Problem[] = [];
  /** Assignments whose value cannot be known. */
  readonly unread: Assignment[] = [];
  /** Keys whose last assignment cannot be known. */
  readonly unknown = new Set<string>();
  /** The line from which on nothing was read. */
  stoppedAt: number | undefined;
  /** Values so far, for `+=` and for references. */
  private readonly latest = new Map<string, string>();
  private pending: Pending[] = [];
  /** The line does more than set keys, so that nothing it seems to set is certain. */
  private tainted = false;
  private at = 0;
  private line = 1;
  private counted = 0;
  private stopped = false;

  constructor(private readonly text: string) {}

  read(): void {
    if (this.text.includes("\0")) this.problem("it contains a NUL character");
    while (this.at < this.text.length && !this.stopped) this.command();
    this.commit();
  }

  /** One simple command up to the newline or operator behind it. */
  private command(): void {
    const begun: Pending[] = [];
    let name: string | undefined;
    for (;;) {
      this.skipBlanks();
      const char = this.text[this.at];
      if (char === undefined || "\n;&|()<>".includes(char)) break;
      if (char === "#") this.at = this.endOfLine();
      else if (name === undefined || name === "export") name = this.word(begun, name);
      else this.plainWord();
      if (this.stopped) return;
    }
    const sets = name === undefined || name === "export";
    for (const one of begun)
      if (sets || this.redirects())
        this.pending.push(one); // a spread has a limit that a hostile line exceeds
      else this.latest.delete(one.key); // it is set for that command alone
    this.operator(begun.length > 0 || name !== undefined);
  }

  /** A word where an assignment may stand; returns the command's name once there is one. */
  private word(begun: Pending[], name: string | undefined): string | undefined {
    ASSIGNMENT.lastIndex = this.at;
    const match = ASSIGNMENT.exec(this.text);
    if (match !== null) {
      this.assignment(begun, match, name === "export");
      return name;
    }
    const start = this.at;
    const word = this.plainWord();
    if (word === undefined) return name;
    const bare = word.unsafe === undefined ? word.value : this.text.slice(start, word.end);
    if (name === "export") {
      if (!NAME.test(bare)) this.problem(`it runs a command ("export ${shown(bare)}")`, start);
      return name;
    }
    if (bare !== "export") this.problem(commandText(bare), start);
    else if (begun.length > 0) this.problem('it runs a command ("export") with variables of its own', start);
    if (STOPS.has(bare)) {
      this.stopped = true;
      this.stoppedAt = this.line;
    }
    return bare;
  }

  private assignment(begun: Pending[], [all, key = "", plus]: RegExpExecArray, exported: boolean): void {
    const start = this.at;
    const line = this.lineAt(start);
    this.at += all.length;
    const array = this.text[this.at] === "(";
    const word = this.plainWord((name) => this.known(name));
    if (word === undefined) return;
    const raw = this.text.slice(start + all.length, word.end);
    const split = exported && word.refers && /[^\w.:/@%,+-]/.test(word.value);
    const expanded = word.expands && (/(^|:)~/.test(raw) || (exported && raw.includes("{")));
    const unsafe = array
      ? "it is an array"
      : (word.unsafe ??
        (expanded ? "it is expanded by the shell (~ or {})" : undefined) ??
        (split ? "shells split it differently" : undefined));
    const value = plus === "" ? word.value : (this.latest.get(key) ?? "") + word.value;
    if (unsafe === undefined) this.latest.set(key, value);
    else this.latest.delete(key);
    begun.push({ key, value, line, start, end: word.end, ...(unsafe && { unsafe }) });
    if (array) this.stop(`the value of ${key} cannot be read safely: it is an array`, start);
  }

  /** Consumes a word; undefined when a quote in it stays open, which ends the reading. */
  private plainWord(known: Known = () => undefined): Word | undefined {
    const word = readWord(this.text, this.at, known);
    if (word.open !== undefined) {
      this.refuse(`a quote (${word.open}) is never closed`, this.at);
      return undefined;
    }
    this.at = word.end;
    return word;
  }

  /** The value of a key that this file has set by now, for a reference to it. */
  private known(name: string): string | undefined {
    return this.unknown.has(name) || this.tainted || isShellsOwn(name) ? undefined : this.latest.get(name);
  }

  private redirects(): boolean {
    return /^(&>|[<>])/.test(this.text.slice(this.at, this.at + 2));
  }

  private operator(afterCommand: boolean): void {
    const start = this.at;
    const char = this.text[this.at];
    if (char === "\n" || char === undefined) {
      this.at++;
      this.commit();
    } else if (char === ";") this.semicolon(afterCommand);
    else if (char === "(" || char === ")") this.refuse(`a "${char}" stands outside quotes`, start);
    else if (this.redirects()) this.redirection();
    else this.connection(char, afterCommand);
  }

  private semicolon(afterCommand: boolean): void {
    const start = this.at++;
    if (this.text[this.at] === ";" || !afterCommand) this.refuse('a ";" stands where no command ends', start);
  }

  /** `>file`, `2>&1`: what stands behind it belongs to the same command. A text until a mark (`<<`) is not read. */
  private redirection(): void {
    const start = this.at;
    this.at += this.text[this.at] === "&" ? 2 : 1;
    const next = this.text[this.at] ?? "";
    if (next === "(" || (next === "<" && this.text[start] === "<")) this.stop(outside(this.text[start]), start);
    else {
      this.taint(start);
      if (next !== "" && "<>&|".includes(next)) this.at++;
      this.fileName(start);
    }
  }

  private fileName(start: number): void {
    this.skipBlanks();
    if ("\n;&|()<>".includes(this.text[this.at] ?? "\n")) this.refuse("a file name is missing", start);
    else this.plainWord();
  }

  /** `&`, `&&`, `|`, `||`: the shell goes on behind it, behind some of them also on the next line. */
  private connection(char: string, afterCommand: boolean): void {
    const start = this.at++;
    const next = this.text[this.at] ?? "";
    if (next === char || (char === "|" && next === "&")) this.at++;
    if (afterCommand) this.taint(start);
    else this.refuse(`a "${char}" stands where no command ends`, start);
    if (char === "|" || next === "&") this.skipToCommand();
  }

  private skipToCommand(): void {
    for (;;) {
      this.skipBlanks();
      if (this.text[this.at] === "#") this.at = this.endOfLine();
      if (this.text[this.at] !== "\n") return;
      this.at++;
    }
  }

  private taint(at: number): void {
    if (!this.tainted) this.problem(outside(this.text[at]), at);
    this.tainted = true;
  }

  /** The shell refuses this line and everything behind it. */
  private refuse(text: string, at: number): void {
    this.pending = [];
    this.stop(`${text}; the shell reads nothing from this line on`, at);
  }

  private stop(text: string, at: number): void {
    this.problem(text, at);
    this.stoppedAt = this.line;
    this.stopped = true;
  }

  private commit(): void {
    for (const { unsafe, ...assignment } of this.pending) {
      const { key, line } = assignment;
      this.unknown.delete(key);
      const why = unsafe ?? (this.tainted ? BESIDE : undefined);
      if (why === undefined) {
        this.assignments.push(assignment);
        continue;
      }
      this.unknown.add(key);
      this.latest.delete(key);
      this.unread.push(assignment);
      this.problems.push({ line, text: `the value of ${key} cannot be read safely: ${why}` });
    }
    this.pending = [];
    this.tainted = false;
  }

  private skipBlanks(): void {
    for (;;) {
      const char = this.text[this.at];
      if (char === " " || char === "\t" || char === "\0") this.at++;
      else if (char === "\\" && this.text[this.at + 1] === "\n") this.at += 2;
      else return;
    }
  }

  private endOfLine(): number {
    const end = this.text.indexOf("\n", this.at);
    return end < 0 ? this.text.length : end;
  }

  private problem(text: string, at = this.at): void {
    this.problems.push({ line: this.lineAt(at), text });
  }

  /** Offsets only grow, so that every newline is counted once. */
  private lineAt(offset: number): number {
    for (; this.counted < offset; this.counted++) if (this.text[this.counted] === "\n") this.line++;
    return this.line;
  }
}

function commandText(word: string): string {
  return word === "\r"
    ? "it ends in a carriage return, which the shell takes for a command"
    : `it runs a command ("${shown(word)}")`;
}

const outside = (char = "") => `a "${char}" stands outside quotes: it runs, joins or redirects commands`;

const shown = (text: string) => JSON.stringify(text.slice(0, 40)).slice(1, -1);

import { setTimeout as pause } from "node:timers/promises";
import type { Random } from "../random";
import type { Direction, Line } from "./line";
import type { Watch } from "./watch";

/** When a line fails: after some time, at a message of a connection, or with a phase of the transaction on the host. */
export type Moment =
  | { at: "time"; seconds: number }
  | { at: "message"; connection: number; direction: Direction; count: number }
  | { at: "phase"; phase: string; seconds: number };

/** What fails beside the line: the client is killed, or the host loses its power and boots. */
export type Blow = "kill" | "power";

/** How it fails. */
export interface Cut {
  when: Moment;
  /** "reset": all connections break, and both sides are told. */
  how: "up" | "down" | "both" | "reset" | Blow;
  /** How long it is silent; Infinity: until the operation is over. */
  seconds: number;
}

/** A time in which the line carried nothing in one direction, in ms; a reset is one of no length, a power cut one until the host is up. */
export interface Silence {
  direction: Direction | "reset" | "power";
  from: number;
  to: number;
}

const round = (number: number) => Math.round(number * 1000) / 1000;

function moment(random: Random): Moment {
  const kind = random.below(10);
  if (kind < 2) return { at: "time", seconds: round(random.next() * 8) };
  if (kind < 6) {
    const phase = random.pick(["prepared", "armed", "applying", "applied", "applied", "applied"]);
    return { at: "phase", phase, seconds: round(random.next() * random.pick([0, 0.2, 1, 3])) };
  }
  const connection = random.pick([0, 1, 1, 1, 2]);
  return { at: "message", connection, direction: random.pick(["up", "down"]), count: random.below(26) };
}

/** A line that fails while the steps are done, so that the client comes anew before they are. */
export function early(random: Random): Cut {
  const how = random.pick(["reset", "reset", "both", "up", "down"] as const);
  const when: Moment = { at: "phase", phase: random.pick(["armed", "applying"]), seconds: round(random.next()) };
  return { when, how, seconds: random.pick([1, 3, 6]) };
}

export function cut(random: Random): Cut {
  const how = random.pick(["up", "down", "both", "both", "both", "reset"] as const);
  return { when: moment(random), how, seconds: random.pick([0.3, 1, 3, 6, 12, 20, Number.POSITIVE_INFINITY]) };
}

/** Some clients are killed, and some hosts lose their power. */
export function blow(random: Random): Cut[] {
  const how = random.pick([undefined, undefined, undefined, undefined, "kill", "power"] as const);
  const when = moment(random);
  return how === undefined ? [] : [{ when, how, seconds: 0 }];
}

/** Lets a line fail as it was drawn and keeps account of it. */
export class Cuts {
  readonly silences: Silence[] = [];
  readonly #holds = { up: 0, down: 0 };
  readonly #over = new AbortController();
  #booting: Promise<void> | undefined;

  constructor(
    private readonly line: Line,
    private readonly watch: Watch,
    cuts: readonly Cut[],
    private readonly blows: Record<Blow, () => Promise<void>>,
  ) {
    const byMessage: [Extract<Moment, { at: "message" }>, Cut][] = [];
    for (const one of cuts) {
      const { when } = one;
      if (when.at === "message") byMessage.push([when, one]);
      else this.#later(when, one);
    }
    line.onChunk = (connection, direction, count) => {
      for (const [when, one] of byMessage)
        if (when.connection === connection && when.direction === direction && when.count === count) this.#strike(one);
    };
  }

  async #later(when: Exclude<Moment, { at: "message" }>, one: Cut): Promise<void> {
    const { signal } = this.#over;
    try {
      if (when.at === "phase") await this.watch.reaches(when.phase, signal);
      await pause(when.seconds * 1000, undefined, { signal });
      this.#strike(one);
    } catch {
      // The operation was over before.
    }
  }

  #strike({ how, seconds }: Cut): void {
    if (this.#over.signal.aborted) return;
    const now = Date.now();
    if (how === "kill") this.blows.kill();
    if (how === "power") this.#booting ??= this.#power();
    if (how === "kill" || how === "power") return;
    if (how === "reset") {
      this.silences.push({ direction: "reset", from: now, to: now });
      this.line.reset();
      return;
    }
    for (const direction of how === "both" ? (["up", "down"] as const) : [how]) this.#silence(direction, seconds);
  }

  #silence(direction: Direction, seconds: number): void {
    const silence: Silence = { direction, from: Date.now(), to: Number.POSITIVE_INFINITY };
    this.silences.push(silence);
    this.#holds[direction]++;
    this.line.silence(direction);
    if (!Number.isFinite(seconds)) return;
    pause(seconds * 1000, undefined, { signal: this.#over.signal }).then(
      () => {
        silence.to = Date.now();
        if (--this.#holds[direction] === 0) this.line.mend(direction);
      },
      () => {},
    );
  }

  async #power(): Promise<void> {
    const silence: Silence = { direction: "power", from: Date.now(), to: Number.POSITIVE_INFINITY };
    this.silences.push(silence);
    await this.blows.power();
    silence.to = Date.now();
  }

  /** The line is good again and stays so, and the host is up. Tells whether it had lost its power. */
  async end(): Promise<boolean> {
    this.#over.abort();
    const now = Date.now();
    for (const silence of this.silences) silence.to = Math.min(silence.to, now);
    for (const direction of ["up", "down"] as const) this.line.mend(direction);
    await this.#booting;
    return this.#booting !== undefined;
  }
}

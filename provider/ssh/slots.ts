/** sshd's own default for MaxSessions is 10; a few stay free for others on the connection. */
const SESSIONS = 8;

/** One turn on a connection. */
export interface Slot {
  /** The host has opened the session. */
  opened(): void;
  /** The host refused the session. Returns whether another is open, whose end may help. */
  refused(): boolean;
  /** The turn is over. */
  free(): void;
}

/** How many sessions run on a connection at once. Starts with what sshd usually allows and learns what the host allows. */
export class Slots {
  #limit = SESSIONS;
  #used = 0;
  #open = 0;
  readonly #waiting: (() => void)[] = [];

  /** Waits for a turn. */
  async take(): Promise<Slot> {
    while (this.#used >= this.#limit) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#used++;
    let mine = 0;
    return {
      opened: () => {
        mine = 1;
        this.#open++;
      },
      refused: () => {
        this.#limit = Math.min(this.#limit, Math.max(1, this.#open));
        return this.#open > 0;
      },
      free: () => {
        this.#used--;
        this.#open -= mine;
        this.#waiting.shift()?.();
      },
    };
  }
}

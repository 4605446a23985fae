/** sshd's own default for MaxSessions is 10; a few stay free for others on the connection. */
const SESSIONS = 8;

/** How many sessions run on a connection at once. Starts with what sshd usually allows and learns what the host allows. */
export class Slots {
  #limit = SESSIONS;
  #used = 0;
  readonly #waiting: (() => void)[] = [];

  /** Waits for a turn. The returned function gives it back; calling it again does nothing. */
  async take(): Promise<() => void> {
    if (this.#used >= this.#limit) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#used++;
    let given = false;
    return () => {
      if (given) return;
      given = true;
      if (this.#used <= this.#limit && this.#waiting.length > 0) this.#waiting.shift()?.();
      else this.#used--;
    };
  }

  /**
   * Learns that the host refused a session while others were open.
   *
   * @returns false when there was no other, so that waiting for one to end cannot help
   */
  shrink(): boolean {
    if (this.#used <= 1) return false;
    this.#limit = Math.max(1, Math.min(this.#limit, this.#used - 1));
    return true;
  }
}

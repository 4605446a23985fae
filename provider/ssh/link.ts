import type { Client, ClientChannel } from "ssh2";
import { type Wait, waitAwake } from "./awake.js";
import { printable, SshError } from "./errors.js";
import { converse, type Place } from "./exec.js";
import { reason } from "./local.js";
import type { Command, Result } from "./session.js";
import { type Slot, Slots } from "./slots.js";
import { execText } from "./sudo.js";

/** Pause before a session is asked for again that was refused while no other was open: the host may still be closing one. */
const REFUSED_PAUSE = 300;
const REFUSED_LIMIT = 5;

/** Longest wait for a host to close a channel whose answer is complete, in milliseconds. */
const CLOSING = 2000;

/** One authenticated connection to a host and the commands that run on it. */
export class Link {
  readonly #slots = new Slots();
  readonly #ended: Promise<never>;
  #alive = true;
  #running = 0;

  constructor(
    readonly client: Client,
    private readonly name: string,
  ) {
    let why = "";
    this.#ended = new Promise<never>((_, reject) => {
      client.on("error", (error) => {
        why ||= `: ${printable(error.message)}`;
      });
      client.on("close", () => {
        this.#alive = false;
        reject(lost(name, why));
      });
    });
    this.#ended.catch(() => {});
  }

  /** Whether new work may be given to it. */
  get alive(): boolean {
    return this.#alive;
  }

  /** Closes it at once; commands that still run fail as lost. */
  end(): void {
    this.#alive = false;
    this.client.end();
  }

  /** Takes no new work and closes when the last command is done. */
  retire(): void {
    this.#alive = false;
    if (this.#running === 0) this.client.destroy();
  }

  /**
   * Runs a command. Sessions beyond what the host allows at once wait for their turn.
   *
   * @param seconds - how long it may take, from its turn on
   */
  async run(command: Command, place: Place, seconds: number): Promise<Result> {
    this.#running++;
    try {
      return await Promise.race([this.#inTurn(command, place, seconds), this.#ended]);
    } finally {
      this.#running--;
      if (!this.#alive) this.retire();
    }
  }

  async #inTurn(command: Command, place: Place, seconds: number): Promise<Result> {
    for (let refused = 0; ; ) {
      const slot = await this.#slots.take();
      let canWait = false;
      try {
        return await this.#once(command, place, seconds, slot);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        canWait = slot.refused();
        if (!canWait && ++refused >= REFUSED_LIMIT) throw noSession(this.name, error);
      } finally {
        slot.free();
      }
      if (!canWait) await pause(REFUSED_PAUSE);
    }
  }

  async #once(command: Command, place: Place, seconds: number, slot: Slot): Promise<Result> {
    let wait: Wait | undefined;
    const late = new Promise<never>((_, reject) => {
      wait = waitAwake(seconds, () => reject(timeout(this.name, seconds)));
    });
    try {
      const { channel, closed } = await Promise.race([this.#open(execText(place.sudo)), late]);
      slot.opened();
      return await this.#until(closed, channel, Promise.race([converse(channel, place, command), late]));
    } finally {
      wait?.cancel();
    }
  }

  /** Ends a channel with its conversation, and waits for the host to agree, but not for long. */
  async #until(closed: Promise<void>, channel: ClientChannel, conversation: Promise<Result>): Promise<Result> {
    let open = true;
    closed.then(() => {
      open = false;
    });
    try {
      const result = await conversation;
      channel.close();
      await Promise.race([closed, pause(CLOSING)]);
      return result;
    } catch (error) {
      // What still runs there keeps its session on the host: later commands get a connection of their own.
      if (open) this.#alive = false;
      channel.close();
      throw error;
    }
  }

  #open(exec: string): Promise<Open> {
    return new Promise((resolve, reject) => {
      try {
        this.client.exec(exec, (error, channel) => {
          if (error) return reject(new Refused(error.message));
          resolve({ channel, closed: new Promise((done) => channel.once("close", done)) });
        });
      } catch (error) {
        reject(lost(this.name, `: ${reason(error)}`));
      }
    });
  }
}

/** A channel, and when the host closed it. */
interface Open {
  channel: ClientChannel;
  closed: Promise<void>;
}

/** The host did not open another session. */
class Refused extends Error {}

/** Does not keep the process from ending. */
function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}

function lost(host: string, why: string): SshError {
  return new SshError(
    "lost",
    host,
    `Unable to keep the connection to ${host}: it was lost${why}. Run the operation again; it looks at the host first.`,
  );
}

function timeout(host: string, seconds: number): SshError {
  return new SshError(
    "timeout",
    host,
    `Unable to run a command on ${host}: it was not done within ${seconds} s. Raise commandTimeout if the host is that slow.`,
  );
}

function noSession(host: string, error: Error): SshError {
  return new SshError(
    "protocol",
    host,
    `Unable to run a command on ${host}: it opens no session (${printable(error.message)}). Let sshd_config allow at least one (MaxSessions), and the user to run commands.`,
  );
}

import { connect, type Socket } from "node:net";
import type { Readable } from "node:stream";
import type { Client } from "ssh2";
import { waitAwake } from "./awake.js";
import { SshError } from "./errors.js";
import { handshake, type Patience, unreachable } from "./handshake.js";
import { reason, tell, tellForNow } from "./local.js";
import type { Target } from "./target.js";

/** Opens a stream to a target that is reached through another machine. */
export type Passage = () => Promise<Readable>;

/** First pause between dials in milliseconds, by what it grows, and its upper end. */
const PAUSE = { first: 500, factor: 1.6, longest: 15_000 };

/**
 * Connects and logs in, again and again while that can help. A refused key or login is final.
 *
 * @param limit - dials that may fail; -1 for no limit
 * @param passage - how to get to the hop before, when there is one
 */
export async function dial(target: Target, limit: number, patience: Patience, passage: Passage): Promise<Client> {
  let pause = PAUSE.first;
  const open = target.via ? passage : () => tcp(target, patience.perDialTimeout);
  for (let count = 1; ; count++) {
    try {
      return await handshake(target, open, patience);
    } catch (error) {
      const passing = error instanceof SshError ? error.kind === "unreachable" && error.host === target.name : true;
      if (!passing || (limit >= 0 && count >= limit))
        throw error instanceof SshError ? error : unreachable(target, error);
      (count === 1 ? tell : tellForNow)(countdown(target, limit - count, error));
      await new Promise((resolve) => setTimeout(resolve, pause));
      pause = Math.min(pause * PAUSE.factor, PAUSE.longest);
    }
  }
}

/** The first is a line that stays, each later one takes the place of the one before. */
function countdown(target: Target, left: number, error: unknown): string {
  const more = left === 1 ? "once more" : `${left} more times`;
  return `${target.name} does not answer, trying ${left < 0 ? "until it does" : more} (${shortReason(target, error)})`;
}

function shortReason(target: Target, error: unknown): string {
  const frame = /^Unable to connect to .*?: |\. Check host, port and network\.$/g;
  return error instanceof SshError && error.host === target.name ? error.message.replace(frame, "") : reason(error);
}

function tcp(target: Target, seconds: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: target.host, port: target.port, noDelay: true });
    const wait = waitAwake(seconds, () => socket.destroy(new Error(`no answer within ${seconds} s`)));
    const fail = (error: Error) => {
      wait.cancel();
      reject(unreachable(target, error));
    };
    socket.once("error", fail).once("connect", () => {
      wait.cancel();
      socket.off("error", fail);
      resolve(socket);
    });
  });
}

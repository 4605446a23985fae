import type { Readable } from "node:stream";
import type { Client } from "ssh2";
import { waitAwake } from "./awake.js";
import { unreachable } from "./handshake.js";
import { reason } from "./local.js";
import type { Target } from "./target.js";

/**
 * Opens a stream to a target through a connection to the hop before it. A hop that does not answer is given up, so
 * that the next dial gets a new connection to it.
 *
 * @param seconds - how long the hop may take
 */
export function forward(hop: Client, target: Target, seconds: number): Promise<Readable> {
  const name = target.via?.name;
  return new Promise((resolve, reject) => {
    const late = () => {
      hop.destroy();
      reject(unreachable(target, `${name} did not open a way to it within ${seconds} s`));
    };
    const wait = waitAwake(seconds, late);
    hop.forwardOut("127.0.0.1", 0, target.host, target.port, (error, stream) => {
      wait.cancel();
      if (error) reject(unreachable(target, `${name} opened no way to it: ${reason(error)}`));
      else resolve(stream);
    });
  });
}

import type { Readable } from "node:stream";
import { waitAwake } from "./awake.js";

/**
 * Calls back when nothing has arrived on a stream for a while, not counting a stall of this process. Ends by itself
 * with the stream.
 *
 * @returns what ends the watch
 */
export function onSilence(stream: Readable, seconds: number, callback: () => void): () => void {
  const wait = waitAwake(seconds, callback);
  const cancel = () => {
    wait.cancel();
    stream.off("data", wait.restart).off("close", cancel);
  };
  stream.on("data", wait.restart).on("close", cancel);
  return cancel;
}

import type { Readable } from "node:stream";

/**
 * Calls back when nothing has arrived on a stream for a while. Ends by itself with the stream.
 *
 * @returns what ends the watch
 */
export function onSilence(stream: Readable, seconds: number, callback: () => void): () => void {
  const timer = setTimeout(callback, seconds * 1000);
  const restart = () => timer.refresh();
  const cancel = () => {
    clearTimeout(timer);
    stream.off("data", restart).off("close", cancel);
  };
  stream.on("data", restart).on("close", cancel);
  return cancel;
}

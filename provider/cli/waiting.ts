import { tellWith } from "../ssh";
import type { Io } from "./command";

/** Seconds without a result before the wait is shown. */
const PATIENCE = 2;
const CLEAR = "\r\x1b[K";

/** Does `work`; at a terminal one line shows for how long a host has been asked and what keeps it waiting; it disappears with the result. */
export async function withSeconds<T>(io: Io, host: string, work: () => Promise<T>): Promise<T> {
  if (io.terminal !== true) return work();
  let seconds = 0;
  let what = host;
  tellWith((line, passing) => {
    if (passing) what = line;
    else io.err(`${CLEAR}${line}\n`);
  });
  const timer = setInterval(() => {
    seconds += 1;
    const time = `: ${seconds} s`;
    // A line that wraps could not be taken back.
    const room = Math.max(0, (io.columns ?? 80) - time.length - 1);
    if (seconds >= PATIENCE) io.err(`${CLEAR}${what.slice(0, room)}${time}`);
  }, 1000);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    tellWith();
    if (seconds >= PATIENCE) io.err(CLEAR);
  }
}

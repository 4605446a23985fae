/** How many steps a wait is counted in. */
const STEPS = 20;

/** A wait that runs. */
export interface Wait {
  /** Begins anew. */
  restart(): void;
  cancel(): void;
}

/**
 * Calls back after a time in which this process could listen. A stall of our own (a busy event loop, a laptop that
 * slept) counts as one step of twenty at most, however long it was: what a host said meanwhile is still to be read.
 *
 * @param seconds - how long to wait
 */
export function waitAwake(seconds: number, callback: () => void): Wait {
  let left = STEPS;
  const timer = setInterval(
    () => {
      if (--left > 0) return;
      clearInterval(timer);
      callback();
    },
    (seconds * 1000) / STEPS,
  );
  return {
    restart: () => {
      left = STEPS;
    },
    cancel: () => clearInterval(timer),
  };
}

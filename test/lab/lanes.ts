/** Test files run side by side in this many processes, each with a guest of its own: as many as CI has processors. */
export const LANES = 2;

/** The guest of a lane; a name given in LAB_NAME stands for the lanes of one caller. */
export const labOfLane = (lane: number | string): string => `${process.env.LAB_NAME ?? "lab"}-${lane}`;

/** The guest that is meant where none is named: a lane's own while tests run. */
export function defaultLab(): string {
  const lane = process.env.MOCHA_WORKER_ID;
  return lane === undefined ? (process.env.LAB_NAME ?? "lab") : labOfLane(lane);
}

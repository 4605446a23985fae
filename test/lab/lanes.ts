/** Test files run side by side in this many processes, each with a guest of its own: as many as CI has processors. */
export const LANES = 2;

/** The guest that is meant where none is named: in a lane of tests, the lane's own. */
export function defaultLab(): string {
  const { LAB_NAME = "lab", MOCHA_WORKER_ID } = process.env;
  return MOCHA_WORKER_ID === undefined ? LAB_NAME : `${LAB_NAME}-${MOCHA_WORKER_ID}`;
}

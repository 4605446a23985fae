import { expect } from "chai";

/** How often the larger input is as large as the smaller one, and how often each is measured. */
const FACTOR = 4;
const ROUNDS = 4;

/**
 * Holds the time that work takes against the size of its input: four times the input may take about four times as long,
 * where work that compares everything with everything takes sixteen times as long. No seconds are compared, and of
 * several rounds the best ones count, so that a busy machine changes nothing.
 *
 * @param prepare - makes the input of this size and returns the work, which alone is measured
 */
export function expectLinear(size: number, prepare: (size: number) => () => unknown): void {
  const best = (at: number) => {
    const work = prepare(at);
    return Math.min(...Array.from({ length: ROUNDS }, () => cpuTime(work)));
  };
  best(size); // compiled by now
  const [small, large] = [best(size), best(size * FACTOR)];
  expect(large / small, `${small} us, then ${large} us for ${FACTOR} times the input`).to.be.lessThan(FACTOR * 2.2);
}

/** Microseconds of this process, not of the clock on the wall. */
function cpuTime(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return user + system + 200;
}

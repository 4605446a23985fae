import { expect } from "chai";

/** How often the larger input is as large as the smaller one, how much longer it may take, and how often each is measured at most. */
const FACTOR = 4;
const LIMIT = FACTOR * 2.2;
const ROUNDS = 12;

/**
 * Holds the time that work takes against the size of its input: four times the input may take about four times as long,
 * where work that compares everything with everything takes sixteen times as long. No seconds are compared. Both sizes are
 * measured in turns and the best rounds count: a busy machine only adds, so they are measured until that is told apart.
 *
 * @param prepare - makes the input of this size and returns the work, which alone is measured
 */
export function expectLinear(size: number, prepare: (size: number) => () => unknown): void {
  const [few, many] = [prepare(size), prepare(size * FACTOR)];
  few(); // compiled by now
  let [small, large] = [cpuTime(few), cpuTime(many)];
  for (let round = 1; round < ROUNDS && large / small >= LIMIT; round++)
    [small, large] = [Math.min(small, cpuTime(few)), Math.min(large, cpuTime(many))];
  expect(large / small, `${small} us, then ${large} us for ${FACTOR} times the input`).to.be.lessThan(LIMIT);
}

/** Microseconds of this process, not of the clock on the wall. */
function cpuTime(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return user + system + 200;
}

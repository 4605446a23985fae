import type * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import fc from "fast-check";
import { type RolloutArgs, rollout } from "../../../sdk";

/** What the engine does with dependencies: a resource begins when all that it depends on are there, and not at all when one failed. */
function play(count: number, args: RolloutArgs, failing?: number) {
  type Built = pulumi.Resource & { number: number; needs: Built[] };
  const build = (number: number, { dependsOn }: pulumi.CustomResourceOptions) =>
    ({ number, needs: dependsOn }) as unknown as Built;
  const all = rollout(
    Array.from({ length: count }, (_, n) => n),
    build,
    args,
  );
  const done = new Set<number>();
  const begun = new Set<number>();
  const rounds: number[][] = [];
  for (;;) {
    const ready = all.filter((one) => !begun.has(one.number) && one.needs.every(({ number }) => done.has(number)));
    const running = [...begun].filter((number) => !done.has(number) && number !== failing);
    for (const { number } of ready) begun.add(number);
    const under = [...running, ...ready.map(({ number }) => number)];
    if (under.length === 0) break;
    rounds.push(under);
    // One of them is done, whichever: the last shows most of what may overtake what.
    const next = under.filter((number) => number !== failing).at(-1);
    if (next === undefined) break;
    done.add(next);
  }
  return { rounds, done, begun };
}

describe("A rollout", () => {
  const SHAPES = fc.record({
    count: fc.integer({ min: 0, max: 30 }),
    canaries: fc.integer({ min: 0, max: 4 }),
    atOnce: fc.integer({ min: 1, max: 6 }),
  });

  it("reaches everyone, never more at a time than it may", () => {
    fc.assert(
      fc.property(SHAPES, ({ count, ...args }) => {
        const { rounds, done } = play(count, args);
        expect(done.size).to.equal(count);
        for (const under of rounds) expect(under.length).to.be.at.most(args.atOnce);
      }),
    );
  }).timeout(20_000);

  it("waits for the canaries before it goes on", () => {
    fc.assert(
      fc.property(SHAPES, ({ count, ...args }) => {
        for (const under of play(count, args).rounds)
          if (under.some((number) => number < args.canaries))
            expect(under.filter((number) => number >= args.canaries)).to.deep.equal([]);
      }),
    );
  }).timeout(20_000);

  it("stops when one fails: nobody begins who was not due beside it", () => {
    fc.assert(
      fc.property(SHAPES, fc.integer({ min: 0, max: 29 }), ({ count, ...args }, failing) => {
        fc.pre(failing < count);
        const last = failing < args.canaries ? args.canaries - 1 : failing + args.atOnce - 1;
        for (const number of play(count, args, failing).begun) expect(number).to.be.at.most(last);
      }),
    );
  }).timeout(20_000);

  it("has one canary, and five at a time, unless told otherwise", () => {
    expect(play(12, {}).rounds.slice(0, 2)).to.deep.equal([[0], [1, 2, 3, 4, 5]]);
  });

  it("says what is wrong with a number that is none", () => {
    expect(() => rollout([1], () => ({}) as pulumi.Resource, { atOnce: 0 })).to.throw(
      "Unable to plan the rollout: atOnce is 0. Write a whole number, 1 or more.",
    );
    expect(() => rollout([1], () => ({}) as pulumi.Resource, { canaries: 1.5 })).to.throw("canaries is 1.5");
  });
});

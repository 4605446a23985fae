import { expect } from "chai";
import fc from "fast-check";
import { desiredArbitrary } from "../../model/arbitrary";
import { observe } from "../../model/observe";
import { run } from "../../model/ops";
import { planDelete } from "../../model/plans";
import { expectAccepted, inEveryMode, planOn, view } from "./accepted";
import { guideHost } from "./fixture";

const RUNS = Number(process.env.MODEL_RUNS ?? 40);
const SEED = process.env.MODEL_SEED ? { seed: Number(process.env.MODEL_SEED) } : {};
const activations = fc.constantFrom("least" as const, "restart" as const);

function opCount(plan: { steps: { do: unknown[] }[] }): number {
  return plan.steps.reduce((sum, step) => sum + step.do.length, 0);
}

describe("a plan carried out on the model of the driver", () => {
  it("creates any declared bond without meeting a refusal", () => {
    const property = fc.property(desiredArbitrary, activations, (a, activation) => {
      const host = guideHost();
      run(host, planOn(host, a, undefined, activation));
      expectAccepted(host, a);
    });
    fc.assert(property, { numRuns: RUNS, ...SEED });
  });

  it("brings a bond from any declaration to any other", () => {
    const property = fc.property(desiredArbitrary, desiredArbitrary, activations, (a, b, activation) => {
      const host = guideHost();
      run(host, planOn(host, a));
      run(host, planOn(host, b, a, activation));
      expectAccepted(host, b);
    });
    fc.assert(property, { numRuns: RUNS, ...SEED });
  });

  it("has nothing to do when all agree", () => {
    const property = fc.property(desiredArbitrary, desiredArbitrary, (a, b) => {
      const host = guideHost();
      run(host, planOn(host, a));
      run(host, planOn(host, b, a));
      expect(planOn(host, b, b)).to.deep.include({ steps: [], files: [] });
    });
    fc.assert(property, { numRuns: RUNS, ...SEED });
  });

  it("undoes a create from any point", () => {
    const property = fc.property(desiredArbitrary, activations, fc.nat(), (a, activation, point) => {
      const host = guideHost();
      const before = view(host);
      const plan = planOn(host, a, undefined, activation);
      run(host, plan, point % (opCount(plan) + 1));
      expect(view(host)).to.deep.equal(before);
    });
    fc.assert(property, { numRuns: RUNS, ...SEED });
  });

  it("undoes an update from any point", () => {
    const property = fc.property(
      desiredArbitrary,
      desiredArbitrary,
      activations,
      fc.nat(),
      (a, b, activation, point) => {
        const host = guideHost();
        run(host, planOn(host, a));
        const before = [view(host), inEveryMode(host)];
        const plan = planOn(host, b, a, activation);
        run(host, plan, point % (opCount(plan) + 1));
        expect([view(host), inEveryMode(host)]).to.deep.equal(before);
      },
    );
    fc.assert(property, { numRuns: RUNS, ...SEED });
  });

  it("gives the NICs back when it deletes, and undoes that too", () => {
    const property = fc.property(desiredArbitrary, desiredArbitrary, fc.nat(), (a, b, point) => {
      // A default route that one declaration takes from a bystander and the next gives up belongs to nobody.
      fc.pre(!(a.gateway && !b.gateway && !a.members.includes("em1")));
      const host = guideHost();
      const start = view(host);
      run(host, planOn(host, a));
      run(host, planOn(host, b, a));
      const between = view(host);
      const plan = planDelete("bond0", observe(host));
      run(host, plan, point % (opCount(plan) + 1));
      expect(view(host)).to.deep.equal(between);
      run(host, planDelete("bond0", observe(host)));
      expect(view(host)).to.deep.equal(start);
    });
    fc.assert(property, { numRuns: RUNS, ...SEED });
  });
});

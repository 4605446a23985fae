import { expect } from "chai";
import { Lab } from "../lab/lab";
import { momentText } from "./moments";
import { torture } from "./run";
import { type Scenario, scenario } from "./scenario";

const title = ({ seed, operation, fault, when, engine }: Scenario): string => {
  const at = fault.strike || fault.act ? ` (${momentText(when)})` : "";
  const way = engine ? ", through the engine" : "";
  return `${operation.from} -> ${operation.to}: ${fault.name}${at}${way}${seed > 0 ? `; seed ${seed}` : ""}`;
};

/** Declares runs of torture as tests. */
export function scenarios(about: string, all: readonly Scenario[]): void {
  describe(`${about}: the host is all old or all new, reachable, clean, and the next up succeeds`, function () {
    this.timeout(600_000);
    let lab: Lab;

    beforeEach(async () => {
      lab = await Lab.sound();
    });
    after(() => lab.reset());

    for (const one of all)
      it(title(one), async () => {
        const { complaints, ending } = await torture(lab, one);
        expect(complaints, ending.text).to.deep.equal([]);
      });
  });
}

/** A fixed sample of torture: each seed is the same operation with the same fault in every run. */
export const sample = (about: string, seeds: readonly number[]): void => scenarios(about, seeds.map(scenario));

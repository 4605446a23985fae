import { expect } from "chai";
import type { BeginRequest } from "../../provider/host/request";
import type { Plan } from "../../provider/model/plan";
import { Host } from "../lab/host";
import { Lab } from "../lab/lab";
import { base } from "../torture/bases";
import { difference, type Truth, truth } from "../torture/judge";
import { planOf } from "../torture/plan";
import type { Operation } from "../torture/programs";

/** So many fault points in a row that nobody comes to: there are no more. */
const SILENT = 3;

/** Fails every action of a process of the host's script in turn, while an operation runs; `each` judges. */
async function everyPoint(role: string, each: (failAt: string) => Promise<string>): Promise<number> {
  let silent = 0;
  let place = 0;
  while (silent < SILENT) {
    place += 1;
    const failAt = `${role}:${place}`;
    silent = (await each(failAt)).includes(`failure asked for at ${failAt}`) ? 0 : silent + 1;
  }
  return place - SILENT;
}

/** Declares the tests of one operation: whatever single action of it fails, the host is as it was and nothing is left. */
export function sweep(operation: Operation): void {
  describe(`Every action of the host's script, failing once during ${operation.name}`, function () {
    this.timeout(1_200_000);
    let lab: Lab;
    let host: Host;
    let asItWas: Truth;
    let plan: Plan;

    before("a machine to begin with", async () => {
      lab = await Lab.up();
      host = new Host(lab);
      const from = await base(lab, operation.from);
      await lab.reset(from.snapshot);
      asItWas = from.truth;
      plan = planOf(operation, await host.look());
    });

    const expectAsBefore = async (why: string) => {
      expect(await host.leftovers(), why).to.equal("");
      const now = await truth(lab);
      expect(difference(asItWas.files, now.files) + difference(asItWas.kernel, now.kernel), why).to.equal("");
    };

    const begin = (over: Partial<BeginRequest> & { plan?: Plan }) => host.begin(over.plan ?? plan, over);

    it("of its preparation: nothing happens", async () => {
      const points = await everyPoint("begin", async (failAt) => {
        const { outcome, text, id } = await begin({ failAt });
        if (text.includes("failure asked for")) expect(outcome.result, text).to.be.oneOf(["refused", "rolled-back"]);
        else await host.rollback(id);
        await expectAsBefore(`${failAt}\n${text}`);
        return text;
      });
      expect(points).to.be.greaterThan(5);
    });

    it("of its steps and checks: it goes back by itself", async () => {
      const points = await everyPoint("worker", async (failAt) => {
        const { outcome, text, id } = await begin({ failAt });
        if (text.includes("failure asked for")) expect(outcome).to.include({ result: "rolled-back" });
        else await host.rollback(id);
        await expectAsBefore(`${failAt}\n${text}`);
        return text;
      });
      expect(points).to.be.greaterThan(plan.verify.length);
    });

    it("of its way back: it gets there all the same", async () => {
      const points = await everyPoint("undo", async (failAt) => {
        const { id } = await begin({ failAt });
        const { outcome, text } = await host.rollback(id);
        expect(outcome, `${failAt}\n${text}`).to.deep.include({ result: "rolled-back", notRestored: [] });
        await expectAsBefore(`${failAt}\n${text}`);
        return text;
      });
      expect(points).to.be.greaterThan(plan.steps.length - 1);
    });

    it("of the confirmation: the client's rollback brings it back, or it is confirmed whole", async () => {
      for (let place = 1; place <= 4; place++) {
        const { outcome, id, text } = await begin({ failAt: `confirm:${place}` });
        expect(outcome, text).to.deep.equal({ result: "applied" });
        const answer = (await host.confirm(id)).outcome;
        if (answer.result === "confirmed") {
          expect(await host.leftovers(), `confirm:${place}`).to.equal("");
          await lab.reset((await base(lab, operation.from)).snapshot);
          continue;
        }
        expect(answer).to.include({ result: "refused", refusal: "probe" });
        await host.rollback(id);
        await expectAsBefore(`confirm:${place}`);
      }
    });
  });
}

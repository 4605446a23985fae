import { expect } from "chai";
import fc from "fast-check";
import type { Desired } from "../../../provider/model/desired";
import { DISRUPTIONS } from "../../../provider/model/plan";
import { rows } from "../../../provider/options/lookup";
import { MODES } from "../../../provider/options/modes";
import { fromKernel } from "../../../provider/options/values";
import { desiredIn } from "../../model/arbitrary";
import type { Host } from "../../model/host";
import { run } from "../../model/ops";
import { expectAccepted, inEveryMode, planOn, view } from "./accepted";
import { bonded } from "./fixture";

const MORE = Number(process.env.MODEL_RUNS ?? 40) / 40;
const SEED = Number(process.env.MODEL_SEED ?? 1);

/** Every ordered pair of modes, each with declarations of its own; more of those in which only options change. */
const PAIRS = MODES.flatMap((from, at) =>
  MODES.flatMap((to, place) => {
    const pair = fc.tuple(desiredIn(from), desiredIn(to));
    return fc.sample(pair, { numRuns: MORE * (from === to ? 60 : 2), seed: SEED + at * MODES.length + place });
  }),
).map(([a, b], index) => ({ a, b, activation: index % 3 === 0 ? ("restart" as const) : ("least" as const) }));

/** A host with such a bond, a VLAN on it that people use, and a bridge of which the bond is a port. */
function loaded(wanted: Desired): Host {
  const host = bonded(wanted);
  const { kernel } = host;
  kernel.addNic("br0", "52:54:00:00:00:99");
  kernel.device("bond0").master = "br0";
  kernel.addVlan("bond0.20", "bond0");
  kernel.setUp("bond0.20", true);
  for (const cidr of ["10.77.0.1/24", "2001:db8:77::1/64"]) kernel.addAddress("bond0.20", cidr);
  kernel.addRoute({ to: "10.78.0.0/16", via: "10.77.0.254", dev: "bond0.20" });
  kernel.addRoute({ to: "2001:db8:78::/48", via: "2001:db8:77::fe", dev: "bond0.20" });
  return host;
}

/** Options that left the program and that the kernel has not given their default again. */
function stuck({ kernel }: Host, before: Desired, after: Desired): string[] {
  const files = kernel.bond("bond0").files();
  const left = rows().filter(([name, row]) => {
    const acts = row.modes.some((mode) => mode === after.mode);
    return acts && before.options[name] !== undefined && after.options[name] === undefined;
  });
  return left.flatMap(([name, row]) =>
    String(fromKernel(row, files[row.kernel] ?? "")) === String(row.default) ? [] : [name],
  );
}

/** What stands on the bond. */
const onTop = ({ kernel }: Host) => ({
  up: kernel.device("bond0.20").up,
  addresses: [...kernel.device("bond0.20").addresses].sort(),
  routes: kernel.routes.all
    .filter(({ dev }) => dev === "bond0.20")
    .map(({ to }) => to)
    .sort(),
  port: kernel.device("bond0").master,
});

describe(`${PAIRS.length} pairs of declarations, every mode to every mode`, function () {
  this.timeout(120_000);

  it("lead from one to the other without a refusal, and what stands on the bond stays", () => {
    for (const { a, b, activation } of PAIRS) {
      const host = loaded(a);
      const before = onTop(host);
      const plan = planOn(host, b, a, activation);
      for (const { title, disruption, do: ops } of plan.steps) {
        expect(title).to.match(/^\S[^\n]*$/);
        expect(DISRUPTIONS).to.include(disruption);
        expect(ops).to.not.be.empty;
      }
      run(host, plan);
      expectAccepted(host, b);
      expect(stuck(host, a, b), JSON.stringify([activation, a, b])).to.deep.equal([]);
      expect(onTop(host), JSON.stringify([activation, a, b])).to.deep.equal(before);
      expect(planOn(host, b, b, activation)).to.deep.include({ steps: [], files: [] });
    }
  });

  it("lead back from every point between", () => {
    const some = PAIRS.filter((_, index) => index % 7 === 0);
    for (const { a, b, activation } of some) {
      const plan = planOn(loaded(a), b, a, activation);
      const seen = (host: Host) => [view(host), inEveryMode(host)];
      const before = seen(loaded(a));
      const points = plan.steps.reduce((sum, step) => sum + step.do.length, 0);
      for (let point = 0; point <= points; point++) {
        const host = loaded(a);
        run(host, plan, point);
        expect(seen(host), `${point} of ${JSON.stringify([activation, a, b])}`).to.deep.equal(before);
      }
    }
    expect(new Set(some.map(({ activation }) => activation)).size).to.equal(2);
  });

  it("have every option that files can keep, joining, staying with another value, and leaving", () => {
    const named = rows().flatMap(([name, { notPersistent }]) => (notPersistent ? [] : [name]));
    const ways: Record<string, (a: unknown, b: unknown) => boolean> = {
      joins: (a, b) => a === undefined && b !== undefined,
      changes: (a, b) => a !== undefined && b !== undefined && String(a) !== String(b),
      leaves: (a, b) => a !== undefined && b === undefined,
    };
    for (const [way, is] of Object.entries(ways))
      for (const name of named)
        expect(
          PAIRS.some(({ a, b }) => is(a.options[name], b.options[name])),
          `${name} ${way}`,
        ).to.equal(true);
  });
});

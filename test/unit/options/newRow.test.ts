import { expect } from "chai";
import { check, desired } from "../../../provider/check";
import type { Desired } from "../../../provider/model/desired";
import { bondState } from "../../../provider/observe/state";
import { optionsMarkdown } from "../../../provider/options/markdown";
import type { OptionRow, OptionTable } from "../../../provider/options/row";
import { OPTIONS } from "../../../provider/options/table";
import { renderFiles } from "../../../provider/stacks/network-scripts/render";
import { fileState } from "../../../provider/stacks/network-scripts/state";
import { driftOf } from "../../../provider/verbs/compared";
import type { OptionsOf } from "../../../sdk";
import { planChange } from "../../model/plans";
import { declared } from "../check/declaration";
import { edited, observedFixture, rootFile } from "../observedFixture";

/** An option of a kernel to come: this is all there is to say about it. */
const ROW = {
  kernel: "mirror_to",
  type: "word",
  words: ["nobody", "everybody"],
  default: "nobody",
  modes: ["broadcast"],
  change: "live",
  needs: ["miimon"],
} as const satisfies OptionRow;

type Grown = typeof OPTIONS & { mirrorTo: typeof ROW };

const FILE = "/etc/sysconfig/network-scripts/ifcfg-bond0";
const MIRRORING = { mode: "broadcast", options: { mirrorTo: 1 } };

const reasons = (change: Record<string, unknown>) => check(declared(change)).failures.map(({ reason }) => reason);
const wanted = (change: Record<string, unknown> = MIRRORING): Desired => desired(check(declared(change)).inputs);

/** What the way from one declaration to another does to the kernel. */
function ops(before: Desired, after: Desired): string[] {
  const observed = observedFixture(before);
  const plan = planChange(after, observed, { activation: "least", files: [], previous: before });
  return plan.steps.flatMap((step) => step.do.map((op) => op.join(" ")));
}

describe("Adding an option is adding a row", () => {
  const table: Record<string, OptionRow> = OPTIONS;

  it("is refused without the row", () => {
    expect(reasons(MIRRORING)).to.have.length(1);
  });

  describe("with the row in the table", () => {
    before(() => {
      table.mirrorTo = ROW;
    });
    after(() => {
      delete table.mirrorTo;
    });

    it("makes check read it, by word and by number, and judge it", () => {
      expect(reasons(MIRRORING)).to.deep.equal([]);
      expect(wanted().options).to.deep.equal({ miimon: 100, mirrorTo: "everybody" });
      expect(reasons({ ...MIRRORING, options: { mirrorTo: "evrybody" } })[0]).to.include('Did you mean "everybody"?');
      expect(reasons({ options: { mirrorTo: 1 } })[0]).to.include("mirrorTo has no effect in mode active-backup");
      expect(reasons({ ...MIRRORING, options: { mirror_to: 1 } })[0]).to.include("Did you mean mirrorTo?");
      expect(reasons({ ...MIRRORING, options: { mirrorTo: 1, miimon: 0 } })).to.have.length(2);
    });

    it("writes it into the file and reads it there", () => {
      const files = renderFiles(wanted(), {});
      expect(files[FILE]).to.include('BONDING_OPTS="mode=broadcast miimon=100 mirror_to=everybody"');
      const { options } = fileState({ [FILE]: rootFile(files[FILE] ?? "") }, "bond0");
      expect(options).to.deep.equal({ miimon: 100, mirrorTo: "everybody" });
    });

    it("shows it in the outputs as the kernel has it", () => {
      expect(bondState(observedFixture(wanted()), "bond0")?.options).to.include({ mirrorTo: "everybody" });
    });

    it("plans its way into the kernel and out again, and looks whether it arrived", () => {
      const without = wanted({ mode: "broadcast" });
      expect(ops(without, wanted())).to.deep.equal(["sysfs bond0 mirror_to everybody"]);
      expect(ops(wanted(), without)).to.deep.equal(["sysfs bond0 mirror_to nobody"]);
      const plan = planChange(wanted(), observedFixture(without), { activation: "least", files: [] });
      expect(plan.verify).to.deep.include(["sysfs", "bond0", "mirror_to", "everybody"]);
    });

    it("names it when it drifts, in the kernel and in the file", () => {
      const observed = observedFixture(wanted());
      const file = edited(observed, FILE, " mirror_to=everybody", "");
      expect(driftOf(wanted(), file).files).to.deep.equal(["ifcfg-bond0: mirrorTo is nobody, declared everybody"]);
      const kernel = { ...observed, bonds: observedFixture(wanted({ mode: "broadcast" })).bonds };
      expect(driftOf(wanted(), kernel).kernel).to.deep.equal(["kernel: bond0: mirrorTo is nobody, declared everybody"]);
    });

    it("puts it into the table of options", () => {
      expect(optionsMarkdown(OPTIONS, { mirrorTo: "Who gets a copy." })).to.include(
        "| `mirrorTo` | `mirror_to` | `nobody` (0), `everybody` (1) | `nobody` | broadcast | live | Who gets a copy. |",
      );
    });
  });

  it("gives it a type, in its modes only", () => {
    const grown = { ...OPTIONS, mirrorTo: ROW } satisfies OptionTable;
    const options: OptionsOf<Grown, "broadcast"> = { mirrorTo: "everybody" };
    // @ts-expect-error it has no effect in mode active-backup
    const others: OptionsOf<typeof grown, "active-backup"> = { mirrorTo: "everybody" };
    expect(options).to.deep.equal(others);
  });
});

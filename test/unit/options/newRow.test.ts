import { expect } from "chai";
import { check } from "../../../provider/check";
import { optionsMarkdown } from "../../../provider/options/markdown";
import type { OptionTable } from "../../../provider/options/row";
import { OPTIONS } from "../../../provider/options/table";
import { fromKernel, toKernel } from "../../../provider/options/values";
import type { OptionsOf } from "../../../sdk";
import { declared } from "../check/declaration";

/** The table of a kernel to come. */
const TABLE = {
  ...OPTIONS,
  mirrorTo: {
    kernel: "mirror_to",
    type: "word",
    words: ["nobody", "everybody"],
    default: "nobody",
    modes: ["broadcast"],
    change: "live",
    needs: ["miimon"],
  },
} as const satisfies OptionTable;

const reasons = (change: Record<string, unknown>) =>
  check(declared(change), TABLE).failures.map(({ reason }) => reason);

describe("Adding an option is adding a row", () => {
  it("makes check read it, by word and by number, and judge it", () => {
    const { inputs, failures } = check(declared({ mode: "broadcast", options: { mirrorTo: 1 } }), TABLE);
    expect(failures).to.deep.equal([]);
    expect(inputs.options).to.deep.equal({ miimon: 100, mirrorTo: "everybody" });
    expect(reasons({ mode: "broadcast", options: { mirrorTo: "evrybody" } })[0]).to.include(
      'Did you mean "everybody"?',
    );
    expect(reasons({ options: { mirrorTo: 1 } })[0]).to.include("mirrorTo has no effect in mode active-backup");
    expect(reasons({ mode: "broadcast", options: { mirror_to: 1 } })[0]).to.include("Did you mean mirrorTo?");
    expect(reasons({ mode: "broadcast", options: { mirrorTo: 1, miimon: 0 } })).to.have.length(2);
  });

  it("is refused without the row", () => {
    expect(check(declared({ mode: "broadcast", options: { mirrorTo: 1 } })).failures).to.have.length(1);
  });

  it("makes the kernel's text of it, and reads the kernel's", () => {
    expect(toKernel(TABLE.mirrorTo, "everybody")).to.equal("everybody");
    expect(fromKernel(TABLE.mirrorTo, "everybody 1\n")).to.equal("everybody");
  });

  it("puts it into the README's table", () => {
    expect(optionsMarkdown(TABLE, { mirrorTo: "Who gets a copy." })).to.include(
      "| `mirrorTo` | `mirror_to` | `nobody` (0), `everybody` (1) | `nobody` | broadcast | live | Who gets a copy. |",
    );
  });

  it("gives it a type, in its modes only", () => {
    const options: OptionsOf<typeof TABLE, "broadcast"> = { mirrorTo: "everybody" };
    // @ts-expect-error it has no effect in mode active-backup
    const others: OptionsOf<typeof TABLE, "active-backup"> = { mirrorTo: "everybody" };
    expect(options).to.deep.equal(others);
  });
});

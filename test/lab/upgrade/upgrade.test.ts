import { expect } from "chai";
import { Stack } from "../stack";
import { recorded, releases } from "./recorded";

describe("What a stack has recorded", function () {
  this.timeout(120_000);
  let stack: Stack;
  afterEach(() => stack?.remove());

  it("is kept from every release, the first one included", () => {
    expect(releases()).to.include("0.1.0");
  });

  for (const release of releases())
    it(`by ${release} previews without a change, and an edit of the program is still seen`, async () => {
      const { program, state } = recorded(release);
      stack = await Stack.create(program);
      await stack.import(state);
      const { code, output } = await stack.run("preview", "--diff", "--expect-no-changes");
      expect(code, output).to.equal(0);
      await stack.declare({ ...program, bond0: { ...program.bond0, mtu: 1380 } });
      const steps = await stack.preview();
      const seen = steps.map(({ urn, detailedDiff }) => [urn.split("::").at(-1), Object.keys(detailedDiff ?? {})]);
      expect(seen).to.deep.equal([["bond0", ["mtu"]]]);
    });

  it("by 0.1.0 moves to the plugin without a change, and back with nothing but the line that the class keeps", async () => {
    const { program, state } = recorded("0.1.0");
    stack = await Stack.create(program);
    await stack.import(state);
    await stack.use("plugin");
    // That host does not exist: an update that asked it would fail.
    await stack.up("--expect-no-changes");
    expect((await stack.recorded("bond0"))?.urn).to.include("linux-bond:index:BondInterface");
    await stack.use("class");
    const seen = (await stack.preview()).map(({ op, detailedDiff }) => [op, Object.keys(detailedDiff ?? {})]);
    expect(seen).to.deep.equal([
      ["update", ["__provider"]],
      ["update", ["__provider"]],
    ]);
  });
});

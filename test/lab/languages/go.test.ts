import { execFileSync } from "node:child_process";
import { expect } from "chai";
import { languages } from "../../engine/languages";
import { Lab } from "../lab";
import { Program } from "./program";

const SDK = "github.com/pulumi-linux-bond/pulumi-linux-bond/sdk/go";

describe("A bond of a Go program", function () {
  this.timeout(300_000);
  let lab: Lab;
  let program: Program;

  before(async function () {
    this.timeout(1_800_000);
    const built = await languages();
    lab = await Lab.up();
    await lab.reset();
    program = await Program.create("go", lab, built);
    const go = (...words: string[]) => execFileSync("go", words, { cwd: program.example.folder, stdio: "pipe" });
    // What `pulumi package add` does with go.mod.
    go("mod", "edit", "-require", `${SDK}@v0.0.0`, "-replace", `${SDK}=${built.goSdk}`);
    go("build", "-mod=mod", "-o", "program", ".");
    await program.configure();
  });
  after(async () => {
    await program?.example.remove();
    await lab.reset();
  });

  it("is made, with the way to the host from the provider's configuration", async () => {
    expect(await program.up()).to.match(/mode\s*: "active-backup"/);
    expect(await program.miimon()).to.equal("100");
  });

  it("is read by another resource that does not manage it, and unchanged by that", async () => {
    await program.configure({ other: "bond0" });
    await program.up();
    expect(JSON.parse(await program.example.must("stack", "output", "otherMembers"))).to.deep.equal(["em2", "em3"]);
  });

  it("is gone after destroy", () => program.destroyed());
});

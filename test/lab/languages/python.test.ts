import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { languages } from "../../engine/languages";
import { byHand } from "../drift/truth";
import { Lab } from "../lab";
import { Program } from "./program";

describe("A bond of a Python program", function () {
  this.timeout(300_000);
  let lab: Lab;
  let program: Program;

  before(async function () {
    this.timeout(1_200_000);
    const built = await languages();
    lab = await Lab.up();
    await lab.reset();
    program = await Program.create("python", lab, built);
    await program.configure();
  });
  after(async () => {
    await program?.example.remove();
    await lab.reset();
  });

  /** What mypy says of the program, and of the program with one word replaced. */
  async function mypy(word = "", mistyped = ""): Promise<string> {
    const { folder } = program.example;
    const text = await readFile(join(folder, "__main__.py"), "utf8");
    await writeFile(join(folder, "typed.py"), text.replace(word, mistyped));
    return new Promise((resolve) =>
      execFile("venv/bin/python", ["-m", "mypy", "--strict", "typed.py"], { cwd: folder }, (_, stdout, stderr) =>
        resolve(stdout + stderr),
      ),
    );
  }

  it("is checked by mypy, which finds a mistyped option and a mistyped mode", async () => {
    expect(await mypy()).to.match(/^Success/);
    expect(await mypy("miimon=", "mimon=")).to.match(/Unexpected keyword argument "mimon"/);
    expect(await mypy("ACTIVE_BACKUP", "BACKUP")).to.match(/has no attribute "BACKUP"/);
  });

  it("is made, with the way to the host from the provider's configuration", async () => {
    expect(await program.up()).to.match(/mode\s*: "active-backup"/);
    expect(await program.miimon()).to.equal("100");
  });

  it("is changed, and read back by another resource that does not manage it", async () => {
    await program.configure({ miimon: 50, other: "bond0" });
    await program.up();
    expect(JSON.parse(await program.example.must("stack", "output", "otherMembers"))).to.deep.equal(["em2", "em3"]);
    expect(await program.miimon()).to.equal("50");
  });

  it("is seen to drift, and repaired", async () => {
    await byHand(lab, "echo 70 >/sys/class/net/bond0/bonding/miimon");
    await program.example.must("refresh", "--yes", "--skip-preview");
    expect(await program.example.must("preview", "--diff")).to.match(/miimon: 70 => 50/);
    await program.up();
    expect(await program.miimon()).to.equal("50");
  });

  it("is gone after destroy", () => program.destroyed());
});

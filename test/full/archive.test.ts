import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { archives } from "../archive";
import { Stack } from "../lab/stack";
import { BONDED } from "../ssh/bonded";

describe("The archives of the plugin", function () {
  this.timeout(600_000);
  let folder: string;
  let stack: Stack;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "linux-bond-archives-"));
    stack = await Stack.create({}, undefined, { PULUMI_HOME: join(folder, "home") });
  });
  after(async () => {
    await stack?.remove();
    await rm(folder, { recursive: true, force: true });
  });

  it("are installed from a file, after which a program needs no entry for the plugin", async () => {
    const paths = await archives(folder);
    const file = paths.find((path) => path.includes("linux-amd64")) ?? "";
    const [, version = ""] = /-v([\d.]+)-/.exec(file) ?? [];
    await stack.use("plugin");
    await writeFile(join(stack.folder, "Pulumi.yaml"), "name: test\nruntime: nodejs\nmain: index.js\n");
    await stack.declare({ bond0: { ...BONDED, connection: { host: "media1.example.net" } } });
    const before = await stack.run("preview");
    expect(before.code).to.not.equal(0);
    await stack.must("plugin", "install", "resource", "linux-bond", version, "--file", file);
    expect(await stack.must("preview")).to.match(/bond0 on media1\.example\.net: new/);
  });
});

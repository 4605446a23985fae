import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { ROOT } from "../root";
import { Lab } from "./lab";
import { Stack } from "./stack";

const run = promisify(execFile);

describe("The package as users get it", function () {
  this.timeout(600_000);
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "linux-bond-packed-"));
    await writeFile(join(folder, "package.json"), '{"name":"consumer","private":true}\n');
    await run("npm", ["pack", "--ignore-scripts", "--pack-destination", folder], { cwd: ROOT });
    const tarball = (await readdir(folder)).find((name) => name.endsWith(".tgz")) ?? "";
    const quiet = ["--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"];
    await run("npm", ["install", ...quiet, join(folder, tarball), "@pulumi/pulumi@3.255.0"], { cwd: folder });
  });
  after(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it("makes and removes a bond from an empty project outside the repository", async () => {
    const lab = await Lab.up();
    await lab.reset();
    const bond0 = {
      connection: lab.connection(),
      mode: "active-backup",
      members: ["em1", "em2"],
      addresses: ["10.0.2.15/24"],
      gateway: "10.0.2.2",
    };
    const stack = await Stack.create({ bond0 }, join(folder, "node_modules"));
    await stack.up();
    expect((await lab.machine("cat /sys/class/net/bond0/bonding/mode")).stdout).to.equal("active-backup 1\n");
    await stack.destroy();
    expect((await lab.machine("cat /sys/class/net/bonding_masters")).stdout.trim()).to.equal("");
    await stack.remove();
  });

  it("has the command for people", async () => {
    const { stdout } = await run(join(folder, "node_modules", ".bin", "pulumi-linux-bond"), ["--version"]);
    expect(stdout).to.match(/^\d+\.\d+\.\d+\n$/);
  });
});

import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import type { BondState } from "../../provider/model/state";
import { ROOT } from "../root";
import { byHand } from "./drift/truth";
import { Lab } from "./lab";
import { Stack } from "./stack";

const run = promisify(execFile);

/** The newest SDK that was tried: all other tests run with the one in package.json, this one can look bonds up. */
const SDK = "@pulumi/pulumi@3.270.0";

describe("The package as users get it", function () {
  this.timeout(600_000);
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "linux-bond-packed-"));
    await writeFile(join(folder, "package.json"), '{"name":"consumer","private":true}\n');
    await run("npm", ["pack", "--ignore-scripts", "--pack-destination", folder], { cwd: ROOT });
    const tarball = (await readdir(folder)).find((name) => name.endsWith(".tgz")) ?? "";
    const quiet = ["--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"];
    await run("npm", ["install", ...quiet, join(folder, tarball), SDK], { cwd: folder });
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

  it("looks up a bond that somebody else made, shows what the host has, and leaves it alone", async () => {
    const lab = await Lab.up();
    await byHand(
      lab,
      "ip link add bond7 type bond mode active-backup; ip link set em3 master bond7 && ip link set bond7 up",
    );
    const stack = await Stack.create({}, join(folder, "node_modules"));
    const args = (device: string) => `"uplink", "${device}", { connection: ${JSON.stringify(lab.connection())} }`;
    const program = (device: string) =>
      writeFile(
        join(stack.folder, "index.js"),
        `exports.state = require("pulumi-linux-bond").BondInterface.get(${args(device)}).state;\n`,
      );
    await program("bond7");
    await stack.up();
    const state = (await stack.recorded("uplink"))?.outputs.state as BondState;
    expect(state).to.include({ mode: "active-backup", up: true, activeMember: "em3" });
    for (const device of ["bond8", "em2"]) {
      await program(device);
      const { output } = await stack.run("up", "--yes", "--skip-preview");
      expect(output).to.include(`Unable to find ${device} on 127.0.0.1: it is no bond there. The host has bond7.`);
    }
    await stack.destroy();
    expect((await lab.machine("cat /sys/class/net/bond7/bonding/slaves")).stdout).to.equal("em3\n");
    await stack.remove();
  });

  it("has the command for people", async () => {
    const { stdout } = await run(join(folder, "node_modules", ".bin", "pulumi-linux-bond"), ["--version"]);
    expect(stdout).to.match(/^\d+\.\d+\.\d+\n$/);
  });
});

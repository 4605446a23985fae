import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { ROOT } from "../root";

const run = promisify(execFile);

/** What the package is made from; node_modules is lent, the tests are not needed. */
const SOURCES = [
  ...["package.json", "tsconfig.json", "tsconfig.package.json", "sdk", "provider"],
  ...["README.md", "LICENSE", "CHANGELOG.md", "SECURITY.md"],
];

/** Runs a tool of node_modules; what it complains of is the reason of the failure. */
async function tool(name: string, ...args: string[]): Promise<void> {
  await run(join(ROOT, "node_modules", ".bin", name), args, { cwd: ROOT }).catch((error) => {
    throw new Error(`${error.stdout}${error.stderr}`);
  });
}

describe("The package that is published", function () {
  this.timeout(300_000);
  let folder: string;
  let tarball: string;
  let files: string[];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "linux-bond-package-"));
    for (const name of SOURCES) await cp(join(ROOT, name), join(folder, name), { recursive: true });
    await symlink(join(ROOT, "node_modules"), join(folder, "node_modules"));
    const { stdout } = await run("npm", ["pack", "--json", "--loglevel=error"], { cwd: folder });
    const packed = JSON.parse(stdout.slice(stdout.indexOf("[")));
    tarball = join(folder, packed[0].filename);
    files = packed[0].files.map(({ path }: { path: string }) => path);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it("is what publint asks of a package", async () => {
    await tool("publint", "run", tarball, "--strict");
  });

  it("has types that every module resolution of today finds", async () => {
    // Without "exports" (node10) there is no "./provider": TypeScript 7 has that resolution no more.
    await tool("attw", tarball, "--profile", "node16", "--no-color", "--format", "ascii");
  });

  it("has code, host scripts and templates, and no source maps, whose sources it lacks", async () => {
    expect(files).to.include.members([
      "bin/sdk/index.js",
      "bin/sdk/index.d.ts",
      "bin/provider/cli/main.js",
      "provider/host/begin.sh",
      "provider/stacks/network-scripts/templates/bond.mustache",
      "provider/plugin/schema.json",
      "provider/plugin/pulumi-resource-linux-bond",
      "provider/plugin/README.md",
      "sdk/README.md",
    ]);
    expect(files.filter((path) => /\.map$|^test\/|^bin\/test\//.test(path))).to.deep.equal([]);
    expect(await readFile(join(folder, "bin/sdk/index.js"), "utf8")).not.to.contain("sourceMappingURL");
  });
});

describe("The package from a git address", function () {
  this.timeout(300_000);

  it("is built by `npm install`, and its command and its resource are there", async () => {
    const folder = await mkdtemp(join(tmpdir(), "linux-bond-git-"));
    try {
      await writeFile(join(folder, "package.json"), '{"name":"consumer","private":true}\n');
      const quiet = ["--no-audit", "--no-fund", "--loglevel=error", "--omit=peer"];
      await run("npm", ["install", ...quiet, `git+file://${ROOT}`], { cwd: folder });
      const { stdout } = await run(join(folder, "node_modules/.bin/pulumi-linux-bond"), ["--version"]);
      expect(stdout).to.match(/^\d+\.\d+\.\d+\n$/);
      const installed = join(folder, "node_modules/pulumi-linux-bond");
      expect(await readFile(join(installed, "bin/sdk/index.d.ts"), "utf8")).to.contain("BondInterface");
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

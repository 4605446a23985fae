import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "../root";

const tool = (name: string, ...args: string[]) =>
  promisify(execFile)(join(ROOT, "node_modules", ".bin", name), args, { cwd: ROOT }).catch((error) => {
    throw new Error(`${error.stdout}${error.stderr}`);
  });

describe("The sources", () => {
  it("are formatted and free of what the linter knows to be wrong", async function () {
    this.timeout(120_000);
    await tool("biome", "check", ".");
  });

  it("have no dead code", async function () {
    this.timeout(240_000);
    await tool("knip", "--no-progress");
  });
});

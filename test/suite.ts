import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import Mocha from "mocha";
import { labHooks } from "./lab/hooks";
import { ROOT } from "./root";

/** Which folders of test/ belong to which command. */
const GROUPS: Record<string, string[]> = {
  unit: ["unit"],
  all: ["lint", "unit", "ssh", "lab"],
  full: ["lint", "unit", "ssh", "lab", "full"],
};

/** The compiled tests of sources that are there now: what an earlier build left behind does not count. */
function files(folders: string[], only: string): string[] {
  const inside = (folder: string) => {
    const at = join(ROOT, "test", folder);
    const names = existsSync(at) ? readdirSync(at, { recursive: true, encoding: "utf8" }) : [];
    return names.filter((name) => name.endsWith(".test.ts")).map((name) => join(folder, name));
  };
  const sources = folders.flatMap((folder) => inside(folder).sort()).filter((path) => path.includes(only));
  return sources.map((path) => join(ROOT, "bin", "test", path.replace(/\.ts$/, ".js")));
}

/** Runs the tests of a group (those whose path contains `only`) and closes with the count; a test that did not run has failed. */
function main(group = "unit", only = ""): void {
  const mocha = new Mocha({ timeout: 20_000, reporter: "spec", rootHooks: labHooks });
  const found = files(GROUPS[group] ?? [], only);
  for (const file of found) mocha.addFile(file);
  let total = 0;
  const runner = mocha.run(() => {
    const passed = runner.stats?.passes ?? 0;
    const failed = Math.max(runner.stats?.failures ?? 0, total - passed);
    console.log(`${passed} passed, ${failed} failed`);
    process.exit(failed === 0 && passed > 0 ? 0 : 1);
  });
  total = runner.total;
}

main(...process.argv.slice(2));

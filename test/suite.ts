import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import Mocha from "mocha";
import { engine } from "./engine/engine";
import { languages } from "./engine/languages";
import { labImage } from "./lab/image";
import { LANES } from "./lab/lanes";
import { withOwnGuests } from "./lab/own";
import { ROOT } from "./root";

/** Which folders of test/ belong to which command. */
const GROUPS: Record<string, string[]> = {
  unit: ["unit"],
  all: ["lint", "unit", "ssh", "namespaces", "plugin", "lab"],
  full: ["lint", "unit", "ssh", "namespaces", "plugin", "lab", "full"],
};

/** The sources of the tests that are there now: what an earlier build left behind does not count. */
function sources(folders: string[], only: string): string[] {
  const inside = (folder: string) => {
    const at = join(ROOT, "test", folder);
    const names = existsSync(at) ? readdirSync(at, { recursive: true, encoding: "utf8" }) : [];
    return names.filter((name) => name.endsWith(".test.ts")).map((name) => join(folder, name));
  };
  return folders.flatMap((folder) => inside(folder).sort()).filter((path) => path.includes(only));
}

/** What lab tests need and what takes long the first time: made before the clock of any test runs. */
async function setUp(found: string[]): Promise<void> {
  const { how } = await engine();
  console.log(`Pulumi CLI: ${how}.`);
  await labImage();
  if (found.some((path) => path.startsWith("lab/languages/"))) await languages();
}

const run = (mocha: Mocha): Promise<Mocha.Stats> =>
  new Promise((resolve) => {
    const runner = mocha.run(() => resolve(runner.stats as Mocha.Stats));
  });

/** Runs the tests of a group (those whose path contains `only`), files in parallel lanes, and closes with the count; a test that did not run has failed. */
async function main(group = "unit", only = ""): Promise<boolean> {
  const found = sources(GROUPS[group] ?? [], only);
  if (found.some((path) => /^(lab|full)\//.test(path))) await setUp(found);
  const mocha = new Mocha({
    timeout: 20_000,
    reporter: "spec",
    parallel: true,
    jobs: LANES,
    require: [join(__dirname, "lab", "hooks.js")],
  });
  for (const path of found) mocha.addFile(join(ROOT, "bin", "test", path.replace(/\.ts$/, ".js")));
  const begin = Date.now();
  const { passes, failures, pending } = await withOwnGuests("test", () => run(mocha));
  console.log(`${((Date.now() - begin) / 60_000).toFixed(1)} minutes`);
  console.log(`${passes} passed, ${failures + pending} failed`);
  return passes > 0 && failures + pending === 0;
}

main(...process.argv.slice(2)).then(
  (green) => process.exit(green ? 0 : 1),
  (error: Error) => {
    console.error(error.stack);
    console.log("0 passed, 1 failed");
    process.exit(1);
  },
);

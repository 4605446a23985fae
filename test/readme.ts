import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { optionsMarkdown } from "../provider/options/markdown";
import { OPTIONS } from "../provider/options/table";
import { meanings } from "./meanings";
import { ROOT } from "./root";

const README = join(ROOT, "README.md");
const BLOCK = /(<!-- options -->)[\s\S]*?(<!-- \/options -->)/;

/** The README as it stands, and as it would stand with the option table of today. */
export function readme(): { now: string; wanted: string } {
  const now = readFileSync(README, "utf8");
  if (!BLOCK.test(now)) throw new Error("README.md has no block between <!-- options --> and <!-- /options -->.");
  const table = optionsMarkdown(OPTIONS, meanings());
  return { now, wanted: now.replace(BLOCK, (_, before: string, after: string) => `${before}\n\n${table}\n\n${after}`) };
}

if (require.main === module) {
  const { now, wanted } = readme();
  if (process.argv.includes("--write")) writeFileSync(README, wanted);
  process.exitCode = now === wanted || process.argv.includes("--write") ? 0 : 1;
  if (process.exitCode) console.error("README.md: the option table is stale. Run `node bin/test/readme.js --write`.");
}

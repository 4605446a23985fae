import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { optionsMarkdown } from "../provider/options/markdown";
import { MODES } from "../provider/options/modes";
import { OPTIONS } from "../provider/options/table";
import { modeDrawing } from "./drawing";
import { meanings } from "./meanings";
import { modeList, modePage, modesTable } from "./modePages";
import { reference } from "./reference";
import { ROOT } from "./root";
import { schema } from "./schema";

/** A file that is made from a table of the code, wholly or in a block of it: as it stands, and as it would stand today. */
export interface Page {
  path: string;
  now: string;
  wanted: string;
}

const read = (path: string): string => {
  const file = join(ROOT, path);
  return existsSync(file) ? readFileSync(file, "utf8") : "";
};

/** A text between `<!-- name -->` and `<!-- /name -->` of the README. */
function withBlock(text: string, name: string, block: string): string {
  const marks = new RegExp(`(<!-- ${name} -->)[\\s\\S]*?(<!-- /${name} -->)`);
  if (!marks.test(text)) throw new Error(`README.md has no block between <!-- ${name} --> and <!-- /${name} -->.`);
  return text.replace(marks, (_, before: string, after: string) => `${before}\n\n${block}\n\n${after}`);
}

/** The JSDoc of `mode` with a line for each mode. */
function withModes(source: string): string {
  const doc = /( \* How the members share the work[^\n]*\n)[\s\S]*?( {3}\*\/)/;
  const lines = modeList().map((line) => `   * ${line}\n`);
  return source.replace(doc, (_, before: string, after: string) => before + lines.join("") + after);
}

/** All bonding options, for the page about modes and options. */
const optionsSection = (): string =>
  [
    "## Bonding options",
    "The properties of `options`. Everything else about a bond (members, addresses, MTU, ...) is a property of its own.",
    `${optionsMarkdown(OPTIONS, meanings())}\n`,
  ].join("\n\n");

/** Every page that follows from the code. */
export function pages(): Page[] {
  const readme = read("README.md");
  const wanted = withBlock(readme, "modes", modesTable());
  const whole: [path: string, text: string][] = [
    ["provider/options/README.md", `${modePage()}\n${optionsSection()}`],
    ["provider/plugin/schema.json", schema()],
    ["sdk/README.md", reference()],
    ...MODES.map((mode): [string, string] => [`provider/options/modes/${mode}.svg`, modeDrawing(mode)]),
  ];
  const args = read("sdk/args.ts");
  return [
    { path: "README.md", now: readme, wanted },
    { path: "sdk/args.ts", now: args, wanted: withModes(args) },
    ...whole.map(([path, text]) => ({ path, now: read(path), wanted: text })),
  ];
}

if (require.main === module) {
  const stale = pages().filter(({ now, wanted }) => now !== wanted);
  const write = process.argv.includes("--write");
  for (const { path, wanted } of write ? stale : []) {
    mkdirSync(dirname(join(ROOT, path)), { recursive: true });
    writeFileSync(join(ROOT, path), wanted);
  }
  for (const { path } of stale) console.log(write ? `${path}: written` : `${path} is stale. Run with --write.`);
  process.exitCode = stale.length === 0 || write ? 0 : 1;
}

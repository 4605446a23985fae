import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { ROOT } from "../root";
import type { Row } from "./main";

/** The folders of provider/ that import no I/O. */
const PURE = /\/bin\/provider\/(check|drift|ifcfg|model|options|plan|proc)\/.*\.js$/;

/** What Node writes of one script when NODE_V8_COVERAGE is set; inner ranges count more than the outer ones around them. */
interface Script {
  url: string;
  functions: { ranges: { startOffset: number; endOffset: number; count: number }[] }[];
}

/** How often each character of a script ran. */
function counts({ functions }: Script, length: number): Uint32Array {
  const ran = new Uint32Array(length);
  const ranges = functions.flatMap((one) => one.ranges);
  ranges.sort((a, b) => a.startOffset - b.startOffset || b.endOffset - a.endOffset);
  for (const { startOffset, endOffset, count } of ranges) ran.fill(count, startOffset, endOffset);
  return ran;
}

/** Lines of code, and those of which everything ran; comments, and what only closes something, are none. */
function lines(text: string, ran: readonly Uint32Array[]): { all: number; whole: number } {
  let at = 0;
  const found = text.split("\n").map((line) => {
    const places = [...line].flatMap((char, column) => (/\S/.test(char) ? [at + column] : []));
    at += line.length + 1;
    return { code: /\w/.test(line) && !/^\s*(\/?\*|\/\/)/.test(line), places };
  });
  const code = found.filter((line) => line.code);
  const whole = code.filter(({ places }) => places.every((place) => ran.some((one) => (one[place] ?? 0) > 0)));
  return { all: code.length, whole: whole.length };
}

function scriptsIn(folder: string): Script[] {
  const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
  return texts.flatMap((text) => (JSON.parse(text) as { result: Script[] }).result).filter(({ url }) => PURE.test(url));
}

/** In one process: those of Mocha's lanes are ended before they have written down what they saw. */
async function runUnitTests(env: NodeJS.ProcessEnv): Promise<void> {
  const sources = readdirSync(join(ROOT, "test/unit"), { recursive: true, encoding: "utf8" });
  const tests = sources
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => join(ROOT, "bin/test/unit", name.replace(/ts$/, "js")));
  const mocha = join(ROOT, "node_modules/mocha/bin/mocha.js");
  await promisify(execFile)("node", [mocha, "--timeout", "120000", ...tests], { env, cwd: ROOT, maxBuffer: 1 << 26 });
}

/** Runs the unit tests and says how much of the pure parts they ran. */
export async function coverage(): Promise<Row> {
  const folder = mkdtempSync(join(tmpdir(), "coverage-"));
  try {
    await runUnitTests({ ...process.env, NODE_V8_COVERAGE: folder });
    const scripts = scriptsIn(folder);
    const total = [...new Set(scripts.map(({ url }) => url))].map((url) => {
      const text = readFileSync(fileURLToPath(url), "utf8");
      const ran = scripts.filter((one) => one.url === url).map((one) => counts(one, text.length));
      return { url, ...lines(text, ran) };
    });
    const sum = (key: "all" | "whole") => total.reduce((before, one) => before + one[key], 0);
    const least = total.reduce((a, b) => (b.whole / b.all < a.whole / a.all ? b : a));
    return {
      what: "pure parts: lines that unit tests run whole",
      lines: sum("all"),
      "%": Number(((100 * sum("whole")) / sum("all")).toFixed(1)),
      least: `${least.url.replace(/.*\/provider\//, "")} ${least.whole} of ${least.all}`,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

// The way in for every command of package.json: works in a fresh clone, sets up what is missing, hands over to compiled code.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

process.chdir(join(dirname(fileURLToPath(import.meta.url)), ".."));
const [command = "", ...words] = process.argv.slice(2);

const node = (...args) => ["node", ["--enable-source-maps", ...args]];
const COMMANDS = {
  start: node("bin/test/start.js"),
  stop: node("bin/test/lab/cli.js", "down"),
  lab: node("bin/test/lab/cli.js"),
  test: node("bin/test/suite.js", "all"),
  unit: node("bin/test/suite.js", "unit"),
  full: node("bin/test/suite.js", "full"),
  bench: node("bin/test/bench/main.js"),
  field: node("bin/test/field/main.js"),
  archives: node("bin/test/archive.js"),
  torture: node("bin/test/torture/main.js"),
};

function run(program, args, quiet = false) {
  const { status, stdout, stderr } = spawnSync(program, args, { stdio: quiet ? "pipe" : "inherit", encoding: "utf8" });
  if (status === 0) return;
  if (quiet) console.error(`\n${stdout}${stderr}`);
  process.exit(status ?? 1);
}

/** What would end us ends the command, which may have guests to take down first; a terminal tells both of us. */
function handOver(program, args) {
  const child = spawn(program, args, { stdio: "inherit" });
  process.on("SIGINT", () => {});
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.once("exit", (code) => process.exit(code ?? 1));
}

function step(what, work) {
  const begin = Date.now();
  process.stdout.write(`${what} ... `);
  work();
  console.log(`${((Date.now() - begin) / 1000).toFixed(1)} s`);
}

/** Modules are installed when the lock file is younger than what npm noted at the last installation. */
function modules() {
  const written = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (written("node_modules/.package-lock.json") >= written("package-lock.json")) return;
  step("Installing modules", () => run("npm", ["ci", "--no-fund", "--no-audit", "--loglevel=error"], true));
}

/** What is compiled in bin/ of a source that is gone would still be found, and run. */
function forgetOrphans() {
  if (!existsSync("bin")) return;
  for (const file of readdirSync("bin", { recursive: true })) {
    const name = String(file).match(/^(.+?)(\.d)?\.[jt]s(\.map)?$/)?.[1];
    if (name !== undefined && !existsSync(`${name}.ts`)) rmSync(join("bin", String(file)));
  }
}

const target = COMMANDS[command];
if (target === undefined) {
  console.error(`Unknown command "${command}". There are: ${Object.keys(COMMANDS).join(", ")}.`);
  process.exit(2);
}
modules();
forgetOrphans();
step("Compiling", () => run("node", ["node_modules/typescript/bin/tsc", "-p", "tsconfig.json"], true));
handOver(target[0], [...target[1], ...words]);

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { printableLines, resetPools, SshError } from "../ssh";
import { type Call, CommandError, EXIT } from "./command";
import { CONNECTION_FLAGS, connectionOf } from "./connection";
import { importCommand } from "./import";
import { type ParseIo, parseCommand } from "./parse";
import { statusCommand } from "./status";
import { rollbackCommand, transactionsCommand } from "./transactions";
import { USAGE } from "./usage";

/** Commands that talk to a host, with the flags that only they know. */
const COMMANDS: Record<string, { run: (call: Call) => Promise<number>; flags: string[] }> = {
  status: { run: statusCommand, flags: ["json"] },
  import: { run: importCommand, flags: ["name", "out"] },
  transactions: { run: transactionsCommand, flags: [] },
  rollback: { run: rollbackCommand, flags: [] },
};

const OWN_FLAGS = { json: { type: "boolean" }, name: { type: "string" }, out: { type: "string" } } as const;

/** The version of the package, from its package.json above the built files. */
function version(): string {
  let folder = __dirname;
  while (!folder.endsWith("bin")) folder = dirname(folder);
  const text = readFileSync(join(dirname(folder), "package.json"), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

async function onHost(command: string, words: string[], io: ParseIo): Promise<number> {
  const found = COMMANDS[command];
  if (found === undefined) throw new CommandError(`Unable to run ${command}: there is no such command.\n\n${USAGE}`);
  const options = { ...CONNECTION_FLAGS, ...OWN_FLAGS };
  const { values, positionals } = parseArgs({ args: words, options, allowPositionals: true });
  const stray = Object.keys(OWN_FLAGS).find(
    (flag) => values[flag as keyof typeof values] !== undefined && !found.flags.includes(flag),
  );
  if (stray !== undefined) throw new CommandError(`Unable to run ${command}: it has no --${stray}.`);
  const [host, ...rest] = positionals;
  if (host === undefined) throw new CommandError(`Unable to run ${command}: no host was named.\n\n${USAGE}`);
  return found.run({ connection: connectionOf(host, values, process.env), words: rest, flags: values, io });
}

/** Runs one command line, without the program's name, and gives its exit code. Everything that fails says so in a sentence. */
export async function run(args: string[], io: ParseIo): Promise<number> {
  const [command = "help", ...words] = args;
  try {
    if (["help", "--help", "-h"].includes(command)) io.out(USAGE);
    else if (command === "--version") io.out(`${version()}\n`);
    else if (command === "parse") return await parseCommand(words, io);
    else return await onHost(command, words, io);
    return EXIT.well;
  } catch (error) {
    io.err(`${printableLines(message(error))}\n`);
    return EXIT.undone;
  } finally {
    resetPools();
  }
}

function message(error: unknown): string {
  if (error instanceof CommandError || error instanceof SshError) return error.message;
  const code = (error as { code?: string }).code ?? "";
  const text = error instanceof Error ? error.message : String(error);
  return code.startsWith("ERR_PARSE_ARGS") ? `Unable to read the command line: ${text}` : text;
}

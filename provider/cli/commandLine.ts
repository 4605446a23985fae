import { Command, Option } from "commander";
import { printableLines } from "../ssh";
import type { HostCommand, Io } from "./command";
import { CONNECTION_OPTIONS, connectionOf, SECRETS_HELP } from "./connection";
import { DOCTOR } from "./doctor";
import { IMPORT } from "./import";
import { PARSE, parseText } from "./parse";
import { STATUS } from "./status";
import { ROLLBACK, TRANSACTIONS } from "./transactions";
import { packageVersion } from "./version";
import { withSeconds } from "./waiting";

const HOST_COMMANDS: readonly HostCommand[] = [STATUS, DOCTOR, IMPORT, TRANSACTIONS, ROLLBACK];

const HOST = "<[user@]host>";
const EXIT_CODES = `Exit codes: 0 done, and nothing is wrong; 1 done, and something is wrong; 2 not done.`;

/** Every command inherits how it prints and that it never ends the process itself. */
function program(io: Io): Command {
  return new Command("pulumi-linux-bond")
    .description("Linux network bonds on hosts that are reached over SSH.")
    .usage("<command> [arguments]")
    .version(packageVersion(), "-v, --version", "print the version")
    .helpOption("-h, --help", "print the help of a command")
    .helpCommand("help [command]", "print the help of a command")
    .addHelpText("after", `\n${EXIT_CODES}`)
    .configureOutput({
      writeOut: io.out,
      writeErr: io.err,
      outputError: (text, write) =>
        write(`Unable to read the command line: ${printableLines(text.replace(/^error: /, ""))}`),
    })
    .showHelpAfterError("Run `pulumi-linux-bond help` for the commands and their options.")
    .exitOverride();
}

/** The whole command line; `done` gets the exit code of the command that ran. */
export function commandLine(io: Io, done: (code: number) => void): Command {
  const all = program(io);
  for (const one of HOST_COMMANDS) addHostCommand(all, one, io, done);
  const parse = all.command("parse").description("print a text that was saved as JSON");
  for (const { name, summary, understand } of PARSE)
    parse
      .command(name)
      .description(summary)
      .argument("<file>", 'the file; "-" for standard input')
      .action(async (file: string) => done(await parseText(file, understand, io)));
  all
    .command("version")
    .description("print the version")
    .action(() => io.out(`${packageVersion()}\n`));
  return all;
}

function addHostCommand(all: Command, row: HostCommand, io: Io, done: (code: number) => void): void {
  const { name, words, summary, options, offline, run } = row;
  const command = all.command(name).description(summary);
  command.argument(offline === undefined ? HOST : `[${HOST.slice(1, -1)}]`, "the host, as ssh knows it");
  if (words !== "") command.argument(words);
  for (const [flags, description] of options) command.addOption(new Option(flags, description));
  command.optionsGroup("Connection (names and rules of the resource's connection):");
  for (const option of CONNECTION_OPTIONS) command.addOption(option);
  command.addHelpText("after", `\n${SECRETS_HELP}\n\n${EXIT_CODES}`);
  command.action(async (host: string | undefined, ...rest: unknown[]) => {
    const behind = words === "" ? [] : [rest[0] ?? []].flat().map(String);
    const flags = command.opts<Record<string, unknown>>();
    const file = offline === undefined ? undefined : flags[offline.flag];
    if (offline !== undefined && typeof file === "string" && host === undefined)
      return done(await offline.run(file, flags, io));
    if (offline !== undefined && typeof file === "string") command.error(`error: --${offline.flag} needs no host`);
    if (host === undefined) command.error("error: missing required argument '[user@]host'");
    else {
      const connection = connectionOf(host, flags, process.env);
      done(await withSeconds(io, connection.host, () => run({ connection, words: behind, flags, io })));
    }
  });
}

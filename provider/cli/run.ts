import { CommanderError } from "commander";
import { printableLines, resetPools, SshError } from "../ssh";
import { CommandError, EXIT, type Io } from "./command";
import { commandLine } from "./commandLine";

/** Runs one command line, without the program's name, and gives its exit code. Everything that fails says so in a sentence. */
export async function run(args: string[], io: Io): Promise<number> {
  let code: number = EXIT.well;
  try {
    await commandLine(io, (given) => {
      code = given;
    }).parseAsync(args.length === 0 ? ["help"] : args, { from: "user" });
    return code;
  } catch (error) {
    // The library has printed its message, and help and version are no failures.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.well : EXIT.undone;
    io.err(`${printableLines(message(error))}\n`);
    return EXIT.undone;
  } finally {
    resetPools();
  }
}

function message(error: unknown): string {
  if (error instanceof CommandError || error instanceof SshError) return error.message;
  return error instanceof Error ? error.message : String(error);
}

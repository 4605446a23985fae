import { parseIfcfg } from "../ifcfg/parse";
import { parseProc } from "../proc/parse";
import { printable } from "../ssh";

/** Where `parse` reads and writes: the terminal, or a test. */
export interface ParseIo {
  /** The text of a file; "-" is the standard input. */
  read(file: string): Promise<string>;
  out(text: string): void;
  err(text: string): void;
}

/** What was understood of a text, and why that is not all of it. */
interface Understood {
  value: unknown;
  problems: string[];
}

/** What `parse` explains when it is called without the words it needs. */
export const PARSE_USAGE = `Usage: pulumi-linux-bond parse proc FILE | parse ifcfg FILE     ("-" for standard input)

  proc   text of /proc/net/bonding/BOND: prints JSON in the shape of the output "state" (several bonds: a list)
  ifcfg  text of an ifcfg file: prints JSON with one KEY: value for each variable that bash would set; runs nothing

Exit code 1 when the text is something else, is cut off, or cannot be read safely.
`;

const KINDS: Readonly<Record<string, (text: string) => Understood>> = { proc: understandProc, ifcfg: understandIfcfg };

/**
 * The command `parse`: prints what is understood of a text as JSON. Gives the exit code: 0 when all of it was, 1 when the
 * text is not what it is said to be, is cut off or could not be read, 2 for a wrong command line.
 */
export async function parseCommand(args: readonly string[], io: ParseIo): Promise<number> {
  const [kind = "", file, ...rest] = args;
  const understand = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
  if (understand === undefined || file === undefined || rest.length > 0) {
    io.err(PARSE_USAGE);
    return 2;
  }
  const name = file === "-" ? "standard input" : file;
  let text: string;
  try {
    text = await io.read(file);
  } catch (error) {
    io.err(`Unable to read ${name}: ${error instanceof Error ? error.message : String(error)}.\n`);
    return 1;
  }
  const { value, problems } = understand(text);
  if (value !== undefined) io.out(`${JSON.stringify(value, null, 2)}\n`);
  for (const problem of problems)
    io.err(`Unable to understand ${value === undefined ? "" : "all of "}${name}: ${printable(problem, 1000)}.\n`);
  return problems.length === 0 ? 0 : 1;
}

function understandProc(text: string): Understood {
  const { bonds, problem } = parseProc(text);
  if (bonds.length === 0)
    return {
      value: undefined,
      problems: [`it is no text of /proc/net/bonding: ${problem}. Give what "cat /proc/net/bonding/BOND" prints`],
    };
  return {
    value: bonds.length === 1 ? bonds[0] : bonds,
    problems: problem === undefined ? [] : [`it is cut off: ${problem}. Give all of the file`],
  };
}

function understandIfcfg(text: string): Understood {
  const { values, problems } = parseIfcfg(text);
  if (Object.keys(values).length === 0 && problems.length === 0)
    return {
      value: undefined,
      problems: ["it is no ifcfg file: it sets nothing. Give one of /etc/sysconfig/network-scripts"],
    };
  return {
    value: values,
    problems: problems.map(
      ({ line, text: why }) => `line ${line}: ${why}. Only lines like KEY="value" can be read safely`,
    ),
  };
}

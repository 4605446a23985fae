import { parseIfcfg } from "../formats/ifcfg/parse";
import { typographicQuotes } from "../formats/ifcfg/typographic";
import { parseProc } from "../proc/parse";
import { printable } from "../ssh";
import type { Io } from "./command";

/** What was understood of a text, and why that is not all of it. */
interface Understood {
  value: unknown;
  problems: string[];
}

/** The kinds of text that `parse` knows. */
export const PARSE: readonly { name: string; summary: string; understand: (text: string) => Understood }[] = [
  {
    name: "proc",
    summary: 'a text of /proc/net/bonding/BOND, in the shape of the output "state" (several bonds: a list)',
    understand: understandProc,
  },
  {
    name: "ifcfg",
    summary: "an ifcfg file, one KEY: value for each variable that bash would set; runs nothing",
    understand: understandIfcfg,
  },
];

/**
 * Prints what is understood of a text as JSON. Gives the exit code: 0 when all of it was understood, 1 when the text is
 * something else, is cut off or could not be read.
 */
export async function parseText(file: string, understand: (text: string) => Understood, io: Io): Promise<number> {
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
    problems: [
      ...problems.map(({ line, text: why }) => `line ${line}: ${why}. Only lines like KEY="value" can be read safely`),
      ...typographicQuotes(text).map(({ line, text: why }) => `line ${line}: ${why}`),
    ],
  };
}

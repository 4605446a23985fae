import { AsyncLocalStorage } from "node:async_hooks";
import { closeSync, fstatSync, openSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { printable } from "../errors.js";
import { isMissing, reason } from "../local.js";
import { ConfigProblem, type Place } from "./problem.js";

/** Lines of a configuration file; undefined where there is no such file. */
type Lines = string[] | undefined;

/** What one operation has read, so that all of it goes by one and the same configuration. */
const operation = new AsyncLocalStorage<Map<string, Lines>>();

/** Runs work within which each configuration file is read once. */
export function readingOnce<T>(work: () => Promise<T>): Promise<T> {
  return operation.getStore() === undefined ? operation.run(new Map(), work) : work();
}

/**
 * The lines of a configuration file.
 *
 * @param careful - refuse a file that somebody else could have written, as OpenSSH does
 * @param from - the line that includes it, for the message
 */
export function linesOf(file: string, careful: boolean, from: Place): Lines {
  const read = operation.getStore();
  if (read?.has(file)) return read.get(file);
  const lines = readLines(file, careful, from);
  read?.set(file, lines);
  return lines;
}

function readLines(file: string, careful: boolean, from: Place): Lines {
  let handle: number;
  try {
    handle = openSync(file, "r");
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw new ConfigProblem(from, `cannot be followed: ${printable(reason(error))}. Make ${file} readable.`);
  }
  try {
    const { uid, mode } = fstatSync(handle);
    const foreign = uid !== 0 && uid !== process.getuid?.();
    if (careful && (foreign || (mode & 0o002) !== 0))
      throw new ConfigProblem(from, `cannot be trusted: others may write ${file}. Take that right from them.`);
    return readFileSync(handle, "utf8").split("\n");
  } finally {
    closeSync(handle);
  }
}

/** Files that a path with wildcards (`*`, `?`, `[...]`) in any of its parts names, in the order of the shell. */
export function filesLike(path: string): string[] {
  const [root = "", ...parts] = path.split("/");
  return parts.reduce<string[]>((folders, part) => folders.flatMap((folder) => below(folder, part)), [`${root}/`]);
}

function below(folder: string, part: string): string[] {
  if (!/[*?[]/.test(part)) return [join(folder, part)];
  const pattern = asExpression(part);
  const hidden = part.startsWith(".");
  const names = namesIn(folder).filter((name) => (hidden || !name.startsWith(".")) && pattern.test(name));
  return names.map((name) => join(folder, name));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

/** A shell pattern as a regular expression. */
function asExpression(pattern: string): RegExp {
  const text = pattern.replace(/\[([!^]?)(\]?[^\]]*)\]|[*?]|[^\w]/g, (char, not?: string, set?: string) => {
    if (char === "*") return "[^/]*";
    if (char === "?") return "[^/]";
    if (set !== undefined) return `[${not ? "^" : ""}${set.replace(/[\\\]^]/g, "\\$&")}]`;
    return `\\${char}`;
  });
  return new RegExp(`^${text}$`, "s");
}

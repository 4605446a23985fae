import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** A path as a user types it: `~` and `~/...` are the home directory. */
export function expandHome(path: string): string {
  return path === "~" || path.startsWith("~/") ? join(homedir(), path.slice(1)) : path;
}

/** The text of a file of this machine, or undefined when there is none. Other failures are thrown. */
export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (isMissing(error)) return;
    throw error;
  }
}

/** Whether a file could not be opened because there is none. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}

type Sink = (line: string, passing: boolean) => void;

/** Standard error, so that a command's own output stays clean. It cannot take a line back, so it gets none that passes. */
const toStandardError: Sink = (line, passing) => {
  if (!passing) console.error(line);
};
let show = toStandardError;

/** Sends the lines elsewhere. A passing line is for places that can replace it with the next one. */
export function tellWith(sink: Sink = toStandardError): void {
  show = sink;
}

/** Prints a line for the person at the terminal. */
export const tell = (line: string): void => show(line, false);

/** Prints a line that counts only until the next one. */
export const tellForNow = (line: string): void => show(line, true);

/** The message of whatever was thrown. */
export function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

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

/** Prints a line for the person at the terminal. Standard error, so that a command's own output stays clean. */
export function tell(line: string): void {
  console.error(line);
}

/** The message of whatever was thrown. */
export function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** All files below a folder by their path, as text. */
export async function filesBelow(folder: string, leaveOut: RegExp): Promise<[path: string, text: string][]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const wanted = paths.filter((path) => !leaveOut.test(path));
  return Promise.all(wanted.map(async (path) => [path, await readFile(path, "utf8")] as [string, string]));
}

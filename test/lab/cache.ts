import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join, relative } from "node:path";

/** The package's root: where the sources are, whichever folder the compiled code runs in. */
export const ROOT = join(__dirname, "..", "..", "..");

/** Where what the two commands need is kept, outside the clone. */
export const CACHE = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "pulumi-linux-bond");

function files(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).sort().flatMap((name) => files(join(path, name)));
}

/** A short hash of files (folders: all in them, with their names and whether they can be run) and further words. */
export function recipe(paths: string[], ...words: string[]): string {
  const hash = createHash("sha256").update(words.join("\0"));
  for (const file of paths.flatMap(files))
    hash.update(`\0${relative(ROOT, file)}\0${statSync(file).mode & 0o100}\0`).update(readFileSync(file));
  return hash.digest("hex").slice(0, 16);
}

/** The cached folder `name`; made by `make` in a folder aside and renamed when complete, so that half a one is never used. */
export async function cached(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(CACHE, name);
  if (existsSync(folder)) return folder;
  mkdirSync(CACHE, { recursive: true });
  const aside = mkdtempSync(join(CACHE, `.${name}-`));
  try {
    await make(aside);
    renameSync(aside, folder);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
  return folder;
}

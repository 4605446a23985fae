import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, relative } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { ROOT } from "../root";

/** Where what the two commands need is kept, outside the clone. */
export const CACHE = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "pulumi-linux-bond");

function files(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => files(join(path, name)));
}

/** A short hash of files (folders: all in them, with their names and whether they can be run) and further words. */
export function recipe(paths: string[], ...words: string[]): string {
  const hash = createHash("sha256").update(words.join("\0"));
  for (const file of paths.flatMap(files))
    hash.update(`\0${relative(ROOT, file)}\0${statSync(file).mode & 0o100}\0`).update(readFileSync(file));
  return hash.digest("hex").slice(0, 16);
}

const alive = (pid: number) => existsSync(`/proc/${pid}`);

/** The process that makes a folder right now; one that died half way does not count. */
function maker(lock: string): number | undefined {
  const pid = existsSync(lock) ? Number(readFileSync(lock, "utf8")) : Number.NaN;
  return alive(pid) ? pid : undefined;
}

/**
 * The cached folder `name`; made by `make` in a folder aside and renamed when complete, so that half a one is never used.
 * Of several processes that need it one makes it, and the others wait.
 */
export async function cached(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(CACHE, name);
  const aside = join(CACHE, `.making-${name}`);
  const lock = `${aside}.pid`;
  mkdirSync(CACHE, { recursive: true });
  while (!existsSync(folder) && maker(lock) !== undefined) await pause(500);
  if (existsSync(folder)) return folder;
  writeFileSync(lock, String(process.pid));
  rmSync(aside, { recursive: true, force: true });
  mkdirSync(aside);
  try {
    await make(aside);
    renameSync(aside, folder);
  } finally {
    rmSync(aside, { recursive: true, force: true });
    rmSync(lock, { force: true });
  }
  return folder;
}

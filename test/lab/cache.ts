import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { basename, join, relative } from "node:path";
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

/** A process by its number and the moment it was started, because numbers are used again; "" when there is none. */
function identity(pid: number): string {
  try {
    const afterName = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1) ?? "";
    return `${pid} ${afterName.split(" ")[19]}`;
  } catch {
    return "";
  }
}

/** Takes the lock that makes this process the maker of a folder; one whose maker has died is free. */
function lockTaken(lock: string): boolean {
  try {
    writeFileSync(lock, identity(process.pid), { flag: "wx" });
    return true;
  } catch {
    const holder = existsSync(lock) ? readFileSync(lock, "utf8") : "";
    if (holder !== "" && identity(Number.parseInt(holder, 10)) !== holder) rmSync(lock, { force: true });
    return false;
  }
}

/** Days after which what an older recipe made, and nobody used since, is removed. */
const KEPT_DAYS = 30;

/** Marks a folder as used now and removes its forgotten predecessors: folders of the same kind by the name before the hash. */
function usedNow(folder: string): string {
  utimesSync(folder, new Date(), new Date());
  const kind = `${basename(folder).replace(/-[^-]*$/, "")}-`;
  const oldest = Date.now() - KEPT_DAYS * 86_400_000;
  for (const name of readdirSync(CACHE).filter((each) => each.startsWith(kind)))
    if (statSync(join(CACHE, name)).mtimeMs < oldest) rmSync(join(CACHE, name), { recursive: true, force: true });
  return folder;
}

/**
 * The cached folder `name`; made by `make` in a folder aside and renamed when complete, so that half a one is never used.
 * Of several processes that need it one makes it, and the others wait.
 */
export async function cached(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(CACHE, name);
  const aside = join(CACHE, `.making-${name}`);
  const lock = `${aside}.lock`;
  mkdirSync(CACHE, { recursive: true });
  while (!existsSync(folder) && !lockTaken(lock)) await pause(500);
  if (existsSync(folder)) return usedNow(folder);
  try {
    rmSync(aside, { recursive: true, force: true });
    mkdirSync(aside);
    await make(aside);
    renameSync(aside, folder);
  } finally {
    rmSync(aside, { recursive: true, force: true });
    rmSync(lock, { force: true });
  }
  return usedNow(folder);
}

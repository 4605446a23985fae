import { existsSync, readdirSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { Lab } from "./lab";

/** The process whose guest this is, by its name; absent: a guest that stays until somebody takes it down. */
const ownerOf = (name: string) => /^(?:test|bench|torture)-(\d+)(?:-|$)/.exec(name)?.[1];

/** Ends a guest that is just starting and is not written down yet: its emulator names the folder. */
function endStarting(folder: string): void {
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name)))
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
      if (words.some((word) => word.startsWith(`unix:${folder}/`))) process.kill(Number(pid), "SIGKILL");
    } catch {
      // The process has ended meanwhile.
    }
}

async function takeDown(names: string[]): Promise<void> {
  for (const name of names) {
    await (await Lab.running(name))?.down();
    endStarting(Lab.folder(name));
    await rm(Lab.folder(name), { recursive: true, force: true });
  }
}

/** What a shell reports for a command that a signal ended. */
const ENDED = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** Whoever interrupts a run, or ends it, leaves no guest behind: `clean` runs first. Until it is taken back. */
function cleanWhenEnded(clean: () => Promise<void>): () => void {
  let ending = false;
  const handlers = Object.entries(ENDED).map(([signal, code]) => {
    const handler = () => {
      if (!ending) void clean().finally(() => process.exit(code));
      ending = true;
    };
    process.on(signal, handler);
    return () => process.off(signal, handler);
  });
  return () => {
    for (const takeBack of handlers) takeBack();
  };
}

/** Takes down, or leaves running where LAB_KEEP asks for it, all guests of a run, those that come up meanwhile included. */
async function endOwn(own: string): Promise<void> {
  const running = async () => (await Lab.names()).filter((name) => name === own || name.startsWith(`${own}-`));
  if (process.env.LAB_KEEP === undefined)
    for (let names = await running(); names.length > 0; names = await running()) await takeDown(names);
  else for (const name of await running()) console.log(`Left running: LAB_NAME=${name} npm run lab -- ssh | down`);
}

/**
 * Does work with guests that no other run has, whatever else goes on in this clone or another, and takes them down
 * afterwards, also when the run is interrupted; LAB_KEEP=1 leaves them running. Those of a run that was killed go first.
 *
 * @param what What runs: `test`, `bench` or `torture`. LAB_NAME names the guests otherwise.
 */
export async function withOwnGuests<T>(what: "test" | "bench" | "torture", work: () => Promise<T>): Promise<T> {
  const orphans = (await Lab.names()).filter((name) => {
    const owner = ownerOf(name);
    return owner !== undefined && !existsSync(`/proc/${owner}`);
  });
  await takeDown(orphans);
  process.env.LAB_NAME ??= `${what}-${process.pid}`;
  const own = process.env.LAB_NAME;
  const takeBack = cleanWhenEnded(() => endOwn(own));
  try {
    return await work();
  } finally {
    takeBack();
    await endOwn(own);
  }
}

import { existsSync } from "node:fs";
import { Lab } from "./lab";

/** The process whose guest this is, by its name; absent: a guest that stays until somebody takes it down. */
const ownerOf = (name: string) => /^(?:test|bench|torture)-(\d+)(?:-|$)/.exec(name)?.[1];

async function takeDown(names: string[]): Promise<void> {
  for (const name of names) await (await Lab.running(name))?.down();
}

/**
 * Does work with guests that no other run has, whatever else goes on in this clone or another, and takes them down
 * afterwards; LAB_KEEP=1 leaves them running. Those of a run that was killed go first.
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
  try {
    return await work();
  } finally {
    const names = (await Lab.names()).filter((name) => name === own || name.startsWith(`${own}-`));
    if (process.env.LAB_KEEP === undefined) await takeDown(names);
    else for (const name of names) console.log(`Left running: LAB_NAME=${name} npm run lab -- ssh | down`);
  }
}

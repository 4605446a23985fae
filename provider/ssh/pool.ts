import { createHash } from "node:crypto";
import type { Readable } from "node:stream";
import { dial } from "./dial.js";
import { forward } from "./forward.js";
import type { Patience } from "./handshake.js";
import { Link } from "./link.js";
import type { Target } from "./target.js";

/** Milliseconds an unused connection is kept for the next operation. */
const IDLE = 3000;

/** Bounds of the dials that a connection allows. */
export type Dialing = Patience & { dialErrorLimit: number };

/** A connection that is being dialled or open, and how many use it. */
interface Shared {
  link: Promise<Link>;
  users: number;
  idle?: NodeJS.Timeout;
}

const pool = new Map<string, Shared>();

/** Borrows the shared connection to a target, opening it when there is none or when the last one died. */
export async function borrow(target: Target, dialing: Dialing): Promise<{ link: Link; giveBack: () => void }> {
  const key = keyOf(target);
  for (;;) {
    const shared = pool.get(key) ?? share(key, openLink(target, dialing));
    shared.users++;
    clearTimeout(shared.idle);
    try {
      const link = await shared.link;
      if (link.alive) return { link, giveBack: () => giveBack(key, shared) };
    } catch (error) {
      drop(key, shared);
      throw error;
    }
    giveBack(key, shared);
    drop(key, shared);
  }
}

/** Opens a connection that is not shared. On the way to it, hops are. */
export async function openLink(target: Target, dialing: Dialing): Promise<Link> {
  const passage = (): Promise<Readable> => through(target, dialing);
  return new Link(await dial(target, dialing.dialErrorLimit, dialing, passage), target.name);
}

/** Makes an open connection the shared one. The former ends when its last user is done. */
export function adopt(target: Target, link: Link): void {
  const key = keyOf(target);
  const former = pool.get(key);
  const shared = share(key, Promise.resolve(link));
  shared.users++;
  giveBack(key, shared);
  if (!former) return;
  clearTimeout(former.idle);
  former.link.then((old) => (former.users === 0 ? old.end() : old.retire())).catch(() => {});
}

/** Closes every connection at once; commands on them fail as lost. For the end of a program, and of a test. */
export async function resetPools(): Promise<void> {
  const all = [...pool.values()];
  pool.clear();
  for (const shared of all) clearTimeout(shared.idle);
  await Promise.allSettled(all.map(async (shared) => (await shared.link).end()));
}

/** A way to a target through the hop before it, which is kept as long as the way is open. */
async function through(target: Target, dialing: Dialing): Promise<Readable> {
  if (!target.via) throw new Error(`${target.name} is reached directly`);
  const { link, giveBack } = await borrow(target.via, dialing);
  try {
    const stream = await forward(link.client, target, dialing.perDialTimeout);
    stream.once("close", giveBack);
    return stream;
  } catch (error) {
    giveBack();
    throw error;
  }
}

function share(key: string, link: Promise<Link>): Shared {
  const shared: Shared = { link, users: 0 };
  pool.set(key, shared);
  return shared;
}

function drop(key: string, shared: Shared): void {
  if (pool.get(key) === shared) pool.delete(key);
}

function giveBack(key: string, shared: Shared): void {
  if (--shared.users > 0) return;
  shared.idle = setTimeout(() => {
    drop(key, shared);
    shared.link.then((link) => link.end()).catch(() => {});
  }, IDLE);
}

/** Everything that decides where a connection leads and what opens it; not what is done over it. */
function keyOf({ via, hop, ...rest }: Target): string {
  const { privateKey, privateKeyPassword, privateKeyPath, password, hostKey } = hop;
  const ways = { privateKey, privateKeyPassword, privateKeyPath, password, hostKey };
  const trust = { insecure: hop.insecureIgnoreHostKey, legacy: hop.legacyAlgorithms };
  const text = JSON.stringify({ ...rest, ...ways, ...trust, via: via && keyOf(via) });
  return createHash("sha256").update(text).digest("base64");
}

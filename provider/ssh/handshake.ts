import type { Readable } from "node:stream";
import { type AuthHandlerMiddleware, Client, type ConnectConfig } from "ssh2";
import { offer } from "./algorithms.js";
import { type WaysIn, waysIn } from "./auth.js";
import { waitAwake } from "./awake.js";
import { printable, SshError } from "./errors.js";
import { type HostKeyCheck, hostKeyCheck, pinsFingerprint } from "./host-key.js";
import { keyType } from "./known-hosts.js";
import { reason } from "./local.js";
import { onSilence } from "./silence.js";
import type { Target } from "./target.js";

/** Bounds of one attempt, in seconds. */
export interface Patience {
  perDialTimeout: number;
  keepAliveTimeout: number;
}

/** A whole dial takes at most this many times `perDialTimeout`, however slowly the host drips. */
const LONGEST = 10;

/** The host's key is not the pinned one, but the host may have another that is. */
class WrongKeyType extends Error {
  constructor(
    readonly type: string,
    readonly refusal: SshError,
  ) {
    super(refusal.message);
  }
}

/**
 * Opens a stream to the host and speaks SSH over it until the user is in. With a pinned fingerprint, whose key type
 * is not known, the host is asked for one type after the other.
 *
 * @param open - opens a new stream to the host
 * @throws SshError of kind host-key, authentication, protocol (all final) or unreachable (may be tried again)
 */
export async function handshake(target: Target, open: () => Promise<Readable>, patience: Patience): Promise<Client> {
  const check = hostKeyCheck(target);
  const excluded: string[] = [];
  let first: SshError | undefined;
  for (;;) {
    const ways = waysIn(target);
    try {
      return await logIn(target, await open(), { check, ways, excluded, patience });
    } catch (error) {
      if (error instanceof WrongKeyType) {
        first ??= error.refusal;
        excluded.push(error.type);
      } else throw first !== undefined && isNoCommonAlgorithm(error) ? first : error;
    }
  }
}

function isNoCommonAlgorithm(error: unknown): boolean {
  return error instanceof SshError && error.kind === "protocol";
}

/** What one attempt needs besides the stream. */
interface Attempt {
  check: HostKeyCheck;
  ways: WaysIn;
  /** Key types the host has proved itself with in vain. */
  excluded: string[];
  patience: Patience;
}

function logIn(target: Target, stream: Readable, { check, ways, excluded, patience }: Attempt): Promise<Client> {
  const client = new Client();
  let refused: Error | undefined;
  return new Promise<Client>((resolve, reject) => {
    const cancel = watchLogin(stream, patience.perDialTimeout, (why) => fail(unreachable(target, why)));
    const fail = (error: Error) => {
      cancel();
      client.destroy();
      stream.destroy();
      reject(error);
    };
    const authHandler: AuthHandlerMiddleware = (left, partial, take) => {
      const way = ways.next(left, partial);
      return way === false ? fail(noWayIn(target, ways.tried())) : take(way);
    };
    const hostVerifier = (key: Buffer): boolean => {
      const refusal = check.refuse(key);
      if (refusal) refused = pinsFingerprint(target) ? new WrongKeyType(keyType(key), refusal) : refusal;
      return refusal === undefined;
    };
    client
      .on("ready", () => {
        cancel();
        watchLife(stream, patience.keepAliveTimeout);
        resolve(client);
      })
      .on("error", (error) => {
        if (!isPassing(error)) fail(refused ?? explain(target, error, ways.tried()));
      })
      .on("close", () => fail(refused ?? unreachable(target, "it closed the connection before the login was done")));
    const algorithms = offer(target.hop.legacyAlgorithms ?? [], check.preferred, excluded);
    try {
      client.connect({ ...settings(target, patience), sock: stream, algorithms, hostVerifier, authHandler });
    } catch (error) {
      fail(unreachable(target, error));
    }
  });
}

function settings(target: Target, { keepAliveTimeout }: Patience): ConnectConfig {
  return {
    username: target.user,
    readyTimeout: 0,
    // The library only asks for signs of life; anything that arrives is one, and watchLife judges.
    keepaliveInterval: (keepAliveTimeout * 1000) / 5,
    keepaliveCountMax: Number.MAX_SAFE_INTEGER,
  };
}

/** Bounds the silence before and during a login, and the whole of it. Returns what ends the watch. */
function watchLogin(stream: Readable, seconds: number, give: (why: string) => void): () => void {
  const ended = onSilence(stream, seconds, () => give(`no answer within ${seconds} s`));
  const whole = waitAwake(seconds * LONGEST, () => give(`no login within ${seconds * LONGEST} s`));
  return () => {
    ended();
    whole.cancel();
  };
}

function watchLife(stream: Readable, seconds: number): void {
  onSilence(stream, seconds, () => stream.destroy(new Error(`no sign of life for ${seconds} s`)));
}

/** An agent or a key that could not sign; the library goes on with the next way by itself. */
function isPassing(error: Error): boolean {
  const level = "level" in error ? error.level : undefined;
  return level === "agent" || (level === "client-authentication" && error.message.startsWith("Error"));
}

function explain(target: Target, error: Error, tried: string[]): SshError {
  const text = printable(error.message);
  if (/too many authentication failures/i.test(text))
    return noWayIn(target, [...tried, "then the host allowed no further try"]);
  if (/no matching|handshake failed: no/i.test(text))
    return new SshError(
      "protocol",
      target.name,
      `Unable to connect to ${target.name}: ${text}. If the machine is old, name what it needs in legacyAlgorithms.`,
    );
  return unreachable(target, text);
}

function noWayIn(target: Target, tried: string[]): SshError {
  const list = tried.length > 0 ? tried.map((way) => printable(way)).join("; ") : "nothing";
  return new SshError(
    "authentication",
    target.name,
    `Unable to log in as ${printable(target.user)} on ${target.name}: the host accepted none of the ways in. Tried: ${list}. Set privateKey, privateKeyPath, password or agentSocketPath, or let the user in on the host.`,
  );
}

/** A failure that may pass when the dial is repeated. */
export function unreachable(target: Target, why: unknown): SshError {
  return new SshError(
    "unreachable",
    target.name,
    `Unable to connect to ${target.name}: ${printable(reason(why))}. Check host, port and network.`,
  );
}

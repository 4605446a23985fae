import type { Readable } from "node:stream";
import { type AuthHandlerMiddleware, Client } from "ssh2";
import { offer } from "./algorithms.js";
import { waysIn } from "./auth.js";
import { printable, SshError } from "./errors.js";
import { hostKeyCheck, pinsFingerprint } from "./host-key.js";
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
 * Speaks SSH over an open stream until the user is in. With a pinned fingerprint, whose key type is not known,
 * the host is asked for one type after the other.
 *
 * @param open - opens a new stream to the host
 * @throws SshError of kind host-key, authentication, protocol (all final) or unreachable (may be tried again)
 */
export async function handshake(target: Target, open: () => Promise<Readable>, patience: Patience): Promise<Client> {
  const excluded: string[] = [];
  let first: SshError | undefined;
  for (;;) {
    try {
      return await attempt(target, await open(), patience, excluded);
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

function attempt(target: Target, stream: Readable, patience: Patience, excluded: string[]): Promise<Client> {
  const check = hostKeyCheck(target);
  const ways = waysIn(target);
  const client = new Client();
  let refused: Error | undefined;
  return new Promise<Client>((resolve, reject) => {
    const { perDialTimeout, keepAliveTimeout } = patience;
    const late = (why: string) => fail(unreachable(target, why));
    const cancelSilence = onSilence(stream, perDialTimeout, () => late(`no answer within ${perDialTimeout} s`));
    const whole = setTimeout(
      () => late(`no login within ${perDialTimeout * LONGEST} s`),
      perDialTimeout * LONGEST * 1000,
    );
    const cancel = () => {
      cancelSilence();
      clearTimeout(whole);
    };
    const fail = (error: Error) => {
      cancel();
      client.destroy();
      stream.destroy();
      reject(error);
    };
    const next: AuthHandlerMiddleware = (left, partial, take) => {
      const way = ways.next(left, partial);
      return way === false ? fail(noWayIn(target, ways.tried())) : take(way);
    };
    const hostVerifier = (key: Buffer): boolean => {
      const refusal = check.refuse(key);
      const type = key.toString("latin1", 4, 4 + key.readUInt32BE(0));
      if (refusal) refused = pinsFingerprint(target) ? new WrongKeyType(type, refusal) : refusal;
      return refusal === undefined;
    };
    client
      .on("ready", () => {
        cancel();
        onSilence(stream, keepAliveTimeout, () =>
          stream.destroy(new Error(`no sign of life for ${keepAliveTimeout} s`)),
        );
        resolve(client);
      })
      .on("error", (error) => {
        if (!isPassing(error)) fail(refused ?? explain(target, error, ways.tried()));
      })
      .on("close", () =>
        fail(refused ?? unreachable(target, "the host closed the connection before the login was done")),
      )
      .connect({
        sock: stream,
        username: target.user,
        readyTimeout: 0,
        // The library only asks for signs of life; anything that arrives is one, and onSilence judges.
        keepaliveInterval: (keepAliveTimeout * 1000) / 5,
        keepaliveCountMax: Number.MAX_SAFE_INTEGER,
        algorithms: offer(target.hop.legacyAlgorithms ?? [], check.preferred, excluded),
        hostVerifier,
        authHandler: next,
      });
  });
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

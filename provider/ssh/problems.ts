import { isIP } from "node:net";
import { utils } from "ssh2";
import { LEGACY_NAMES } from "./algorithms.js";
import type { Connection, Hop } from "./connection.js";

/** One thing that is wrong with a connection as written. */
export interface ConnectionProblem {
  /** Path of the property below the connection: `port`, `proxy.hostKey`. */
  property: string;
  reason: string;
}

/**
 * Finds what can be known to be wrong without touching network or files. All at once, each on its property.
 *
 * @param connection - every value known; leave out what is not known yet
 */
export function connectionProblems(connection: Connection): ConnectionProblem[] {
  return [...hopProblems(connection, ""), ...boundProblems(connection), ...sudoProblems(connection)];
}

function hopProblems(hop: Hop, path: string): ConnectionProblem[] {
  const { host, port, user, legacyAlgorithms } = hop;
  const problem = (property: string, reason: string) => ({ property: `${path}${property}`, reason });
  const found: ConnectionProblem[] = [];
  if (typeof host !== "string" || host.trim() === "")
    found.push(problem("host", "is empty. Name the machine to connect to."));
  // Never shown: what stands where a host name should may hold a password.
  else if (/[\s\p{Cc}/@\\?#]/u.test(host) || hasPort(host))
    found.push(
      problem("host", "holds more than a host name or address. Put user, password and port into their own properties."),
    );
  else if (host.startsWith("-")) found.push(problem("host", "starts with a dash, which no host name does."));
  if (port !== undefined && !(Number.isInteger(port) && port >= 1 && port <= 65535))
    found.push(problem("port", `${port} is not a port. Write a whole number from 1 to 65535.`));
  if (user !== undefined && (user === "" || /[\s\p{Cc}:]/u.test(user)))
    found.push(problem("user", "is not a user name."));
  const unknown = (legacyAlgorithms ?? []).filter((name) => !LEGACY_NAMES.includes(name));
  if (unknown.length > 0)
    found.push(
      problem("legacyAlgorithms", `${unknown.join(", ")}: not known. Choose from ${LEGACY_NAMES.join(", ")}.`),
    );
  found.push(...pathProblems(hop, problem));
  const more = hop.proxy === undefined ? [] : hopProblems(hop.proxy, `${path}proxy.`);
  return [...found, ...keyProblems(hop, path), ...hostKeyProblems(hop, path), ...more];
}

/** `name:rest`, which is no IPv6 address. */
const hasPort = (host: string) => host.includes(":") && isIP(host.replace(/^\[(.*)\]$/, "$1").replace(/%.*/, "")) !== 6;

/** A secret in the place of a path would be shown in every message about the file that is not there. */
function pathProblems(hop: Hop, problem: (property: string, reason: string) => ConnectionProblem): ConnectionProblem[] {
  return (["privateKeyPath", "knownHostsPath", "agentSocketPath"] as const).flatMap((property) =>
    /[\p{Cc}]|-----BEGIN|PuTTY-User-Key|^(?:ssh|ecdsa)-\S+ /u.test(hop[property] ?? "")
      ? [problem(property, "is not a path. Contents of a private key go into privateKey.")]
      : [],
  );
}

function keyProblems({ privateKey, privateKeyPassword, privateKeyPath }: Hop, path: string): ConnectionProblem[] {
  const property = `${path}privateKey`;
  if (privateKey === undefined) {
    if (privateKeyPassword === undefined || privateKeyPath !== undefined) return [];
    return [{ property: `${path}privateKeyPassword`, reason: "opens nothing without privateKey or privateKeyPath." }];
  }
  const key = utils.parseKey(privateKey, privateKeyPassword);
  if (!(key instanceof Error))
    return key.isPrivateKey() ? [] : [{ property, reason: "is a public key. Give the private one." }];
  if (!/encrypted|passphrase|integrity/i.test(key.message))
    return [{ property, reason: "is not a private key that can be read (OpenSSH, PEM or PPK)." }];
  const why = privateKeyPassword === undefined ? "is needed: privateKey is encrypted." : "does not open privateKey.";
  return [{ property: `${path}privateKeyPassword`, reason: why }];
}

function hostKeyProblems({ hostKey, insecureIgnoreHostKey }: Hop, path: string): ConnectionProblem[] {
  if (hostKey === undefined) return [];
  const property = `${path}hostKey`;
  if (insecureIgnoreHostKey)
    return [{ property, reason: "and insecureIgnoreHostKey contradict each other. Remove one of them." }];
  const text = hostKey.trim();
  if (/^SHA256:[A-Za-z0-9+/]{43}=?$/.test(text)) return [];
  const key = utils.parseKey(text);
  if (!(key instanceof Error) && !key.isPrivateKey()) return [];
  return [
    {
      property,
      reason: "is neither a public key (`ssh-ed25519 AAAA...`) nor a fingerprint (`SHA256:` and 43 characters).",
    },
  ];
}

function boundProblems(connection: Connection): ConnectionProblem[] {
  const { dialErrorLimit } = connection;
  const found: ConnectionProblem[] = [];
  if (
    dialErrorLimit !== undefined &&
    !(Number.isInteger(dialErrorLimit) && (dialErrorLimit === -1 || dialErrorLimit >= 1))
  )
    found.push({
      property: "dialErrorLimit",
      reason: `${dialErrorLimit} is not a number of dials. Write -1 for no limit, or at least 1.`,
    });
  for (const property of ["perDialTimeout", "commandTimeout", "keepAliveTimeout"] as const) {
    const value = connection[property];
    if (value !== undefined && !(Number.isFinite(value) && value > 0 && value <= 86_400))
      found.push({ property, reason: `${value} is not a time. Write seconds, more than 0 and at most 86400.` });
  }
  return found;
}

function sudoProblems({ sudo }: Connection): ConnectionProblem[] {
  if (typeof sudo !== "object") return [];
  if (typeof sudo.password === "string" && sudo.password !== "" && !/[\0\r\n]/.test(sudo.password)) return [];
  return [
    {
      property: "sudo.password",
      reason: "is empty or holds a line break. Write sudo: true where sudo asks for no password.",
    },
  ];
}

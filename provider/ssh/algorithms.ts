import type { Algorithms } from "ssh2";

type Kind = "kex" | "serverHostKey" | "cipher" | "hmac";

/** Offered to every host: all that OpenSSH 7.4 to current share, nothing that rests on SHA-1 or CBC. */
const MODERN: Record<Kind, string[]> = {
  kex: [
    "curve25519-sha256",
    "curve25519-sha256@libssh.org",
    "ecdh-sha2-nistp256",
    "ecdh-sha2-nistp384",
    "ecdh-sha2-nistp521",
    "diffie-hellman-group-exchange-sha256",
    "diffie-hellman-group16-sha512",
    "diffie-hellman-group18-sha512",
    "diffie-hellman-group14-sha256",
  ],
  serverHostKey: [
    "ssh-ed25519",
    "ecdsa-sha2-nistp256",
    "ecdsa-sha2-nistp384",
    "ecdsa-sha2-nistp521",
    "rsa-sha2-512",
    "rsa-sha2-256",
  ],
  cipher: ["aes128-gcm@openssh.com", "aes256-gcm@openssh.com", "aes128-ctr", "aes192-ctr", "aes256-ctr"],
  hmac: ["hmac-sha2-256-etm@openssh.com", "hmac-sha2-512-etm@openssh.com", "hmac-sha2-256", "hmac-sha2-512"],
};

/** Offered only to a host whose connection names them. */
const LEGACY: Record<Kind, string[]> = {
  kex: ["diffie-hellman-group-exchange-sha1", "diffie-hellman-group14-sha1", "diffie-hellman-group1-sha1"],
  serverHostKey: ["ssh-rsa", "ssh-dss"],
  cipher: ["aes128-cbc", "aes192-cbc", "aes256-cbc", "3des-cbc"],
  hmac: ["hmac-sha1-etm@openssh.com", "hmac-sha1", "hmac-sha1-96", "hmac-md5"],
};

/** Every name that `legacyAlgorithms` may hold. */
export const LEGACY_NAMES: readonly string[] = Object.values(LEGACY).flat();

/** Host key algorithms by which a key of this type can prove itself. */
const PROVES: Record<string, string[]> = { "ssh-rsa": ["rsa-sha2-512", "rsa-sha2-256", "ssh-rsa"] };

/**
 * What to offer a host.
 *
 * @param legacy - names of legacy algorithms the user asked for
 * @param preferred - key types that are known for the host: asked for first, so that it proves itself with one of them
 * @param excluded - key types that were tried and did not match
 */
export function offer(legacy: string[], preferred: string[], excluded: string[]): Algorithms {
  const all = (kind: Kind) => [...MODERN[kind], ...LEGACY[kind].filter((name) => legacy.includes(name))];
  const proofs = (types: string[]) => types.flatMap((type) => PROVES[type] ?? [type]);
  const rank = (name: string) => (proofs(preferred).includes(name) ? 0 : 1);
  const hostKeys = all("serverHostKey").filter((name) => !proofs(excluded).includes(name));
  const lists: Record<Kind, string[]> = {
    kex: all("kex"),
    serverHostKey: hostKeys.sort((a, b) => rank(a) - rank(b)),
    cipher: all("cipher"),
    hmac: all("hmac"),
  };
  // The library types these as unions of names it knows; ours are a subset of them.
  return lists as Algorithms;
}

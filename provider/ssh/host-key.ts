import { createHash } from "node:crypto";
import { SshError } from "./errors.js";
import {
  judge,
  type KnownHost,
  keyType,
  knownTypes,
  lookupNames,
  parseKnownHosts,
  type Verdict,
} from "./known-hosts.js";
import { readIfThere, reason, tell } from "./local.js";
import type { Target } from "./target.js";

/** Decides whether a machine is who it should be. */
export interface HostKeyCheck {
  /** Key types that are known for the machine; it is asked to prove itself with one of them. */
  preferred: string[];
  /** Undefined when the key is right, otherwise why it is refused. */
  refuse(key: Buffer): SshError | undefined;
}

/** The fingerprint as OpenSSH prints it. */
function fingerprint(key: Buffer): string {
  return `SHA256:${createHash("sha256").update(key).digest("base64").replace(/=+$/, "")}`;
}

/** Reads what is known about a machine and returns the judge of its key. */
export function hostKeyCheck(target: Target): HostKeyCheck {
  const names = lookupNames(target.keyName, target.keyPort);
  const lines = target.knownHosts.flatMap((file) => parseKnownHosts(read(target, file) ?? "", file));
  const pinned = target.hop.hostKey?.trim();
  if (pinned === undefined) {
    return { preferred: knownTypes(lines, names), refuse: (key) => unlessTrusted(target, lines, names, key) };
  }
  const type = /^(?:ssh|ecdsa)-\S+(?=\s)/.exec(pinned)?.[0];
  return {
    preferred: type === undefined ? [] : [type],
    refuse: (key) => unlessPinned(target, pinned, lines, names, key),
  };
}

/** Whether a pin names a fingerprint, which does not tell the type of the key. */
export function pinsFingerprint(target: Target): boolean {
  return target.hop.hostKey?.trim().startsWith("SHA256:") ?? false;
}

function read(target: Target, file: string): string | undefined {
  try {
    const text = readIfThere(file);
    if (text === undefined && target.hop.knownHostsPath !== undefined) throw new Error("there is no such file");
    return text;
  } catch (error) {
    throw refusal(target, `${file} cannot be read: ${reason(error)}. Correct knownHostsPath or the file's permissions`);
  }
}

function unlessPinned(
  target: Target,
  pinned: string,
  lines: KnownHost[],
  names: string[],
  key: Buffer,
): SshError | undefined {
  const verdict = judge(lines, names, key);
  if (verdict.is === "revoked") return describe(target, verdict, names, key);
  const matches = pinned.startsWith("SHA256:")
    ? pinned.replace(/=+$/, "") === fingerprint(key)
    : pinned.split(/\s+/).some((word) => word.startsWith("AAAA") && Buffer.from(word, "base64").equals(key));
  if (matches) return undefined;
  return refusal(
    target,
    `its ${keyType(key)} key ${fingerprint(key)} is not the one that hostKey names. Someone may be listening in between; if the machine was reinstalled, put its new key into hostKey`,
  );
}

function unlessTrusted(target: Target, lines: KnownHost[], names: string[], key: Buffer): SshError | undefined {
  const verdict = judge(lines, names, key);
  if (verdict.is === "known") return undefined;
  if (verdict.is === "unknown" && target.hop.insecureIgnoreHostKey) {
    tell(
      `Warning: the ${keyType(key)} key ${fingerprint(key)} of ${target.name} is not known and was NOT checked (insecureIgnoreHostKey).`,
    );
    return undefined;
  }
  return describe(target, verdict, names, key);
}

function describe(target: Target, verdict: Verdict, names: string[], key: Buffer): SshError {
  const presented = `${keyType(key)} key ${fingerprint(key)}`;
  switch (verdict.is) {
    case "changed":
      return refusal(
        target,
        `THE HOST KEY HAS CHANGED. Its ${presented} differs from the one in ${verdict.source}; someone may be listening in between. If the machine was reinstalled, remove that line and add its new key`,
      );
    case "revoked":
      return refusal(
        target,
        `its ${presented} is marked @revoked in ${verdict.source}. Do not connect; give the machine a new key`,
      );
    case "authority":
      return refusal(
        target,
        `${verdict.source} trusts a @cert-authority for it, and host certificates are not supported. Its own ${presented} can be added: ${line(names, key)}`,
      );
    default: {
      const others =
        verdict.is === "unknown" && verdict.otherTypes.length > 0
          ? ` (known are only keys of type ${verdict.otherTypes.join(", ")})`
          : "";
      return refusal(
        target,
        `its ${presented} is not known${others}. Compare the fingerprint on the machine itself, then add this line to ${target.knownHosts[0] ?? "a file that knownHostsPath names"} or set hostKey: ${line(names, key)}`,
      );
    }
  }
}

function line(names: string[], key: Buffer): string {
  return `${names[0]} ${keyType(key)} ${key.toString("base64")}`;
}

function refusal(target: Target, why: string): SshError {
  return new SshError("host-key", target.name, `Unable to trust ${target.name}: ${why}`);
}

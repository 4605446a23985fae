import { createHmac } from "node:crypto";
import { matchesList } from "./config/index.js";

/** One line of a known_hosts file that names a key. */
export interface KnownHost {
  marker: "" | "@revoked" | "@cert-authority";
  /** The first field as it stands: patterns separated by commas, or one hashed name. */
  names: string;
  type: string;
  key: Buffer;
  /** `file:line`, for messages. */
  source: string;
}

/** What known_hosts says about a key that a host presents. */
export type Verdict =
  | { is: "known" }
  | { is: "unknown"; otherTypes: string[] }
  | { is: "changed" | "revoked" | "authority"; source: string };

const LINE = /^(?:(@revoked|@cert-authority)\s+)?(\S+)\s+([a-z][\w.@-]*)\s+([A-Za-z0-9+/=]+)(?:\s.*)?$/;

/** Reads the text of a known_hosts file. Lines that name no key are left out, as OpenSSH does. */
export function parseKnownHosts(text: string, file: string): KnownHost[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    const [, marker = "", names, type, key] = LINE.exec(line.trim()) ?? [];
    if (names === undefined || type === undefined || key === undefined || names.startsWith("#")) return [];
    const known = { marker: marker as KnownHost["marker"], names, type, key: Buffer.from(key, "base64") };
    return [{ ...known, source: `${file}:${index + 1}` }];
  });
}

/** The names under which a host is looked up, best first: a port other than 22 is part of the name. */
export function lookupNames(host: string, port: number): string[] {
  const name = host.toLowerCase();
  return port === 22 ? [name] : [`[${name}]:${port}`, name];
}

/** The type that a public key in wire form says it is (`ssh-ed25519`). */
export function keyType(key: Buffer): string {
  const length = key.length >= 4 ? key.readUInt32BE(0) : 0;
  return key.toString("latin1", 4, 4 + Math.min(length, 64));
}

/** Types of the keys that are known for a host, in the order of the lines. */
export function knownTypes(lines: KnownHost[], names: string[]): string[] {
  const keys = lines.filter((line) => line.marker === "" && names.some((name) => covers(line.names, name)));
  return [...new Set(keys.map((line) => line.type))];
}

/**
 * Judges a presented key. A revoked key stays revoked whatever other lines say. Under the name without the port
 * only a match counts, not a contradiction, as in OpenSSH.
 */
export function judge(lines: KnownHost[], names: string[], key: Buffer): Verdict {
  const about = lines.filter((line) => names.some((name) => covers(line.names, name)));
  const same = (line: KnownHost) => line.key.equals(key);
  const revoked = about.find((line) => line.marker === "@revoked" && same(line));
  if (revoked) return { is: "revoked", source: revoked.source };
  if (about.some((line) => line.marker === "" && same(line))) return { is: "known" };
  const exact = about.filter((line) => covers(line.names, names[0] ?? ""));
  const authority = exact.find((line) => line.marker === "@cert-authority");
  if (authority) return { is: "authority", source: authority.source };
  const plain = exact.filter((line) => line.marker === "");
  const changed = plain.find((line) => line.type === keyType(key));
  if (changed) return { is: "changed", source: changed.source };
  return { is: "unknown", otherTypes: [...new Set(plain.map((line) => line.type))] };
}

/** Whether the first field of a line covers a name: hashed, or patterns of which a negated one excludes. */
function covers(field: string, name: string): boolean {
  if (field.startsWith("|")) return hashCovers(field, name);
  return matchesList(name, field.toLowerCase());
}

function hashCovers(field: string, name: string): boolean {
  const [, method, salt = "", hash = ""] = field.split("|");
  if (method !== "1") return false;
  return createHmac("sha1", Buffer.from(salt, "base64")).update(name).digest("base64") === hash;
}

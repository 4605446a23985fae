import { createHash } from "node:crypto";

/** The name space of this package's ids, itself a random UUID. */
const SPACE = Buffer.from("6f0c8a1e5b7d4f2e9a3c1d8b7e6f5a40", "hex");

/**
 * The id of a profile that this package writes: the same for one device of one machine for ever, because NetworkManager
 * takes a profile with another id for another profile. A UUID of version 5.
 */
export function profileId(machineId: string, ...names: string[]): string {
  const name = [machineId, ...names].join("/");
  const hash = createHash("sha1").update(SPACE).update(name).digest().subarray(0, 16);
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  return hash.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

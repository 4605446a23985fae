import type { Observed } from "../../model/observed";
import type { Written } from "../../model/stack";
import { connections, ofBond } from "./connections";
import { release } from "./files";

/** The profiles of a bond that goes: its own and its members' are deleted, what its members had before comes back. */
export function giveBack(device: string, observed: Observed): Written {
  const { bond, members } = ofBond(connections(observed.files), device);
  const own = [...(bond ? [bond.path] : []), ...members.map(({ path }) => path)];
  const kept = Object.keys(observed.originals[device] ?? {});
  const files = [...new Set([...kept, ...own])].sort().map((path) => release(path, device, observed));
  return { files, touched: [], proof: [] };
}

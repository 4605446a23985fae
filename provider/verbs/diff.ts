import type { Drift } from "../model/state";
import { announce } from "./announce";
import { changedInputs } from "./equal";
import type { Bag } from "./outputs";

// The engine asks for a diff right after a read to decide what refresh shows; that one announces nothing.
const justRead = new Set<string>();

/** Remembers that the next diff of this resource belongs to a refresh. */
export const expectRefreshDiff = (id: string): void => void justRead.add(id);

/**
 * Which changes need a replacement; everything else is left to the engine, which then makes the property diff itself.
 * Only drift that no property shows (a second file for the device, say) is reported as a change from here.
 */
export async function diff(id: string, olds: Bag, news: Bag) {
  const changed = changedInputs(olds, news);
  if (!justRead.delete(id) && changed.length > 0) announce(olds, news);
  const { files = [], kernel = [] } = (olds.drift ?? {}) as Partial<Drift>;
  const hidden = changed.length === 0 && files.length + kernel.length > 0;
  const replaces = changed.includes("device") ? ["device"] : [];
  return { replaces, deleteBeforeReplace: true, ...(hidden ? { changes: true } : {}) };
}

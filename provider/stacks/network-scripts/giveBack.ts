import { parseIfcfg } from "../../formats/ifcfg/parse";
import type { Observed } from "../../model/observed";
import type { FileChange } from "../../model/plan";
import type { Written } from "../../model/stack";
import { belongs, release } from "./files";
import { NETWORK, RESOLVER } from "./paths";
import { isShared, sharedFilesOfDelete } from "./shared";
import { touched } from "./touched";

/** Every file of the bond goes or says again what it said before. */
function filesOfDelete(device: string, observed: Observed): FileChange[] {
  const kept = Object.keys(observed.originals[device] ?? {}).filter((path) => !isShared(path));
  const own = Object.entries(observed.files).flatMap(([path, file]) => (belongs(path, file, device) ? [path] : []));
  const released = [...new Set([...kept, ...own])].sort().map((path) => release(path, device, observed));
  return [...released, ...sharedFilesOfDelete(device, observed)];
}

/** What a file says once the changes are made. */
function contentAfter(path: string, files: readonly FileChange[], device: string, observed: Observed): string {
  const change = files.find((file) => file.path === path);
  const kept = observed.originals[device]?.[path]?.content;
  return (change?.restoreOriginal ? kept : change ? change.content : observed.files[path]?.content) ?? "";
}

/** The files of a bond that goes: what it took over comes back, what others wrote since stays. */
export function giveBack(device: string, observed: Observed): Written {
  const files = filesOfDelete(device, observed);
  const named = files.some(({ path }) => path === RESOLVER);
  const { GATEWAY } = parseIfcfg(contentAfter(NETWORK, files, device, observed)).values;
  return {
    files,
    touched: named ? [] : touched(device, observed, files),
    proof: [],
    ...(GATEWAY && { gateway: GATEWAY }),
  };
}

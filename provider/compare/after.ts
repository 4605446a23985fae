import type { Files, HostFile, Observed } from "../model/observed";
import type { FileChange } from "../model/plan";

/** The files of a host as they will be once an operation on this bond has written its own. */
export function filesAfter(observed: Observed, device: string, changes: readonly FileChange[]): Files {
  const files = new Map(Object.entries(observed.files));
  for (const change of changes) {
    const next = contentOf(observed, device, change);
    if (next === undefined) files.delete(change.path);
    else files.set(change.path, next);
  }
  return Object.fromEntries(files);
}

function contentOf(
  { originals }: Observed,
  device: string,
  { path, content, mode, restoreOriginal }: FileChange,
): HostFile | undefined {
  if (restoreOriginal) return originals[device]?.[path] ?? undefined;
  return content === null ? undefined : { content, mode, owner: "root:root", exact: true };
}

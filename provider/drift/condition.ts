import { hasFitMode } from "../compare/mode";
import type { Observed } from "../model/observed";
import { ifcfgPath, SCRIPTS } from "../stacks/network-scripts/paths";

import { apart, type Finding } from "./finding";

/** A file as people call it. */
export const fileName = (path: string) => path.slice(path.lastIndexOf("/") + 1);

/** What is wrong with the files as files: absent, not readable, writable by others, with another owner, not text. */
export function conditionFindings(observed: Observed, paths: string[]): Finding[] {
  return paths.flatMap((path) => {
    const place = fileName(path);
    const file = observed.files[path];
    if (observed.unreadFiles.includes(path)) return [apart("files", place, "file", "not readable", "readable")];
    if (file === undefined) return [apart("files", place, "file", "absent", "present")];
    return [
      ...(hasFitMode(file) ? [] : [apart("files", place, "file mode", file.mode, "644")]),
      ...(file.owner === "root:root" ? [] : [apart("files", place, "owner", file.owner, "root:root")]),
      ...(file.exact || !path.startsWith(`${SCRIPTS}/`) ? [] : [apart("files", place, "text", "not UTF-8", "UTF-8")]),
    ];
  });
}

/** Whether the host has a file of its own for this device. */
export const hasOwnFile = (observed: Observed, device: string): boolean =>
  observed.files[ifcfgPath(device)] !== undefined || observed.unreadFiles.includes(ifcfgPath(device));

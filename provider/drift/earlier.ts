import { fileState } from "../ifcfg/state";
import type { Desired } from "../model/desired";
import type { Observed } from "../model/observed";

/**
 * What the files of a bond that is taken over declared: like an earlier declaration, so that what leaves the files
 * leaves the kernel too, and the confirmation decides now what the next boot would. Undefined: it has no file.
 */
export function declaredByFiles(wanted: Desired, observed: Observed): Desired | undefined {
  const { path, mode, ...declared } = fileState(observed.files, wanted.device);
  return path === undefined ? undefined : { ...declared, mode: mode ?? wanted.mode };
}

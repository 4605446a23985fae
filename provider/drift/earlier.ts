import type { Desired } from "../model/desired";
import type { Observed } from "../model/observed";
import { isPlain } from "../routing/route";
import { fileState } from "../stacks/network-scripts/state";

/**
 * What the files of a bond that is taken over declared: like an earlier declaration, so that what leaves the files
 * leaves the kernel too, and the confirmation decides now what the next boot would. Lines that stay while nobody declares
 * them were nobody's. Undefined: it has no file.
 */
export function declaredByFiles(wanted: Desired, observed: Observed): Desired | undefined {
  const { path, mode, ...declared } = fileState(observed.files, wanted.device);
  if (path === undefined) return undefined;
  return { ...declared, routes: declared.routes.filter(isPlain), rules: [], mode: mode ?? wanted.mode };
}

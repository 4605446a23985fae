import type { Configuration } from "../model/configuration";
import type { Desired } from "../model/desired";
import { isPlain } from "../routing/route";

/**
 * What the files of a bond that is taken over declared: like an earlier declaration, so that what leaves the files
 * leaves the kernel too, and the confirmation decides now what the next boot would. Lines that stay while nobody declares
 * them were nobody's. Undefined: it has no file.
 */
export function declaredByFiles(wanted: Desired, { path, mode, ...declared }: Configuration): Desired | undefined {
  if (path === undefined) return undefined;
  return { ...declared, routes: declared.routes.filter(isPlain), rules: [], mode: mode ?? wanted.mode };
}

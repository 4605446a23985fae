import type { HostFile } from "../model/observed";

/** Whether boot can read the file and nobody but its owner can write to it: such a mode is left as it is. */
export function hasFitMode({ mode }: Pick<HostFile, "mode">): boolean {
  const bits = Number.parseInt(mode, 8);
  return (bits & 0o400) !== 0 && (bits & 0o7022) === 0;
}

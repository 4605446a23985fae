import type { Observed } from "../model/observed";
import { fileState } from "../stacks/network-scripts/state";
import { hasOwnFile } from "./condition";

/** Whether nothing of a bond is left: no such device, no file for it, and no file that makes a device its member. */
export function gone(observed: Observed, device: string): boolean {
  if (observed.links[device] !== undefined || observed.bonds[device] !== undefined) return false;
  if (hasOwnFile(observed, device)) return false;
  const { path, memberFiles } = fileState(observed.files, device);
  return path === undefined && Object.keys(memberFiles).length === 0;
}

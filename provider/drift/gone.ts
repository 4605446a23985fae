import type { Read } from "../model/configuration";
import type { Observed } from "../model/observed";

/** Whether nothing of a bond is left: no such device, no file for it, and no file that makes a device its member. */
export function gone({ links, bonds }: Observed, { device, path, unread, memberFiles }: Read): boolean {
  if (links[device] !== undefined || bonds[device] !== undefined || unread) return false;
  return path === undefined && Object.keys(memberFiles).length === 0;
}

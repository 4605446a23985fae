import { parseIfcfg } from "../../formats/ifcfg/parse";

/** Endings of names that network-scripts (since RHEL 7) leave alone. NetworkManager has another list. */
const IGNORED = /(~|\.bak|\.old|\.orig|\.rpmnew|\.rpmorig|\.rpmsave)$/;

/** Whether the scripts take a path for the file of an interface: temporary and editor names are not spared by all endings. */
export function isLiveName(path: string): boolean {
  return /\/ifcfg-[^/]+$/.test(path) && !IGNORED.test(path);
}

/** Whether `ifup DEVICE` finds this text as a member's file: a search by line, before any shell reads it. */
export function namesMaster(text: string, device: string): boolean {
  const name = device.replace(/[\\^$*+?()[\]{}|]/g, "\\$&"); // a dot stays: for grep it is any character
  return new RegExp(`^\\s*MASTER=['"]?${name}['"]?(\\s|#|$)`, "m").test(text);
}

/** Whether the network service of RHEL 7 starts the interface: only a line that begins with ONBOOT=no stops it. */
export function startsAtBoot(text: string): boolean {
  return !/^ONBOOT=['"]?[Nn][Oo]/m.test(text);
}

/** The keys that the network service takes from a file before it decides what to start. */
export const BOOT_KEYS = ["DEVICE", "TYPE", "SLAVE", "NM_CONTROLLED"] as const;

/**
 * What the network service sees of these keys: it joins all lines that contain `KEY=` and evaluates them as one, so that a
 * comment with that text before the real line hides it.
 */
export function bootView(text: string): Partial<Record<(typeof BOOT_KEYS)[number], string>> {
  const lines = text.split("\n");
  const found = BOOT_KEYS.flatMap((key) => {
    const joined = lines.filter((line) => line.includes(`${key}=`)).join(" ");
    const value = parseIfcfg(joined).values[key];
    return value === undefined ? [] : [[key, value] as const];
  });
  return Object.fromEntries(found);
}

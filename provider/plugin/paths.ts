import type { Bag } from "../verbs/outputs";

/** How a property differs. */
export type Kind = "add" | "delete" | "update";

const isBag = (value: unknown): value is Bag => typeof value === "object" && value !== null && !Array.isArray(value);

const step = (path: string, key: string) => {
  if (!/^[A-Za-z_]\w*$/.test(key)) return `${path}["${key.replaceAll('"', '\\"')}"]`;
  return path === "" ? key : `${path}.${key}`;
};

/** Where two values differ, as the engine writes paths: `options.miimon`, `addresses[1]`, `extraKeys.members["em1.7"].MTU`. */
export function differences(before: unknown, after: unknown, path = ""): Map<string, Kind> {
  if (isBag(before) && isBag(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return merged([...keys].map((key) => differences(before[key], after[key], step(path, key))));
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const length = Math.max(before.length, after.length);
    return merged(Array.from({ length }, (_, at) => differences(before[at], after[at], `${path}[${at}]`)));
  }
  if (before === after) return new Map();
  const kind = before === undefined ? "add" : after === undefined ? "delete" : "update";
  return new Map([[path, kind]]);
}

const merged = (maps: Map<string, Kind>[]): Map<string, Kind> => new Map(maps.flatMap((map) => [...map]));

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../root";

/** Lines per source file of what is shipped. */
export function sourceLines(): { files: number; median: number; largest: number } {
  const files = ["sdk", "provider"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((name) => join(ROOT, folder, name)),
  );
  const sources = files.filter((name) => /\.(ts|sh)$/.test(name));
  const lines = sources.map((name) => readFileSync(name, "utf8").split("\n").length - 1).sort((a, b) => a - b);
  return { files: lines.length, median: lines[lines.length >> 1] ?? 0, largest: lines.at(-1) ?? 0 };
}

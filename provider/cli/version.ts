import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The version of the package, from its package.json above the built files. */
export function packageVersion(): string {
  let folder = __dirname;
  while (!folder.endsWith("bin")) folder = dirname(folder);
  const text = readFileSync(join(dirname(folder), "package.json"), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

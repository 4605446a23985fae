import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The project's root, from bin/test/unit/proc. */
export const ROOT = join(__dirname, "..", "..", "..", "..");

/** Real texts gathered from outside lie beside the project where somebody has them; they are not ours to copy. */
export const corpus = (name: string) => join(ROOT, "..", "shared", "corpus", name);

/** The collection's folder when it is there; otherwise the tests say in their titles that only our own samples were read. */
export const present = (name: string) => existsSync(corpus(name));

export const readText = (...path: string[]) => readFileSync(join(...path), "utf8");

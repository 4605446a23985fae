import { readFileSync } from "node:fs";
import { join } from "node:path";

const FOLDER = join(__dirname, "../../../..", "provider/stacks/network-scripts/templates"); // from bin/provider/stacks/network-scripts

const load = (name: string) => readFileSync(join(FOLDER, `${name}.mustache`), "utf8");

/** The texts of our files, read once; a value is put in by a shell quote and by nothing else. */
export const TEMPLATES = { bond: load("bond"), member: load("member"), route: load("route") };

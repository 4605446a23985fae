import { join } from "node:path";

/** The folder of the project, seen from the built tests. */
export const ROOT = join(__dirname, "..", "..");

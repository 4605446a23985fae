export { type Alias, lookUp } from "./alias.js";
export { readingOnce } from "./files.js";
export { matchesList } from "./patterns.js";

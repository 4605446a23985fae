export { type Checked, check } from "./check";
export { applyOptions, desired } from "./desired";
export type { Failure } from "./facts";
export { hasUnknown, UNKNOWN } from "./unknown";

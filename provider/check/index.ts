export { type Checked, check } from "./check";
export { applyOptions, desired, stackOption } from "./desired";
export type { Failure } from "./facts";
export { DHCP } from "./patience";
export { hasUnknown, UNKNOWN } from "./unknown";

export { adoption } from "./adoption";
export { asDeclared } from "./declared";
export { drift } from "./drift";
export { gone } from "./gone";

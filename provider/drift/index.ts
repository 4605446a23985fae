export { adoption } from "./adoption";
export { asDeclared, noSuchBond } from "./declared";
export { drift } from "./drift";
export { gone } from "./gone";

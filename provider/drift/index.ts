export { adoption } from "./adoption";
export { asDeclared, noSuchBond } from "./declared";
export { drift } from "./drift";
export { declaredByFiles } from "./earlier";
export { gone } from "./gone";

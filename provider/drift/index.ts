export { type Adoption, adoption } from "./adoption";
export { asDeclared, type BondArgs, noSuchBond } from "./declared";
export { type Drifted, drift } from "./drift";
export { declaredByFiles } from "./earlier";
export { gone } from "./gone";

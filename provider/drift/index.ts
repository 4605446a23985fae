export { type Adoption, adoption } from "./adoption";
export { asDeclared, type BondArgs } from "./declared";
export { type Drifted, drift } from "./drift";
export { gone } from "./gone";

export type * from "./apply";
export type * from "./args";
export { BondInterface } from "./bondInterface";
export type * from "./connection";
export type { BondInterfaceLookup } from "./lookup";
export type * from "./options";
export { type RolloutArgs, rollout } from "./rollout";
export type * from "./state";

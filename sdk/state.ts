export type { BondState, Drift, LacpState, MemberState } from "../provider/model/state";

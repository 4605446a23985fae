import type { Configuration } from "../model/configuration";
import type { Desired } from "../model/desired";
import type { Profiles, Reason } from "../model/stack";

/** Turns a reason and a way out into a whole sentence in the house's form. */
export type Refuse = (why: string, next: string) => string;

/** The form for one operation on one device of one host: "Unable to change bond0 on media1: why. What to do." */
export function refusal(operation: string, device: string, host: string): Refuse {
  return (why, next) => `Unable to ${operation} ${device} on ${host}: ${why}. ${next}.`;
}

/** How a change was asked for, as far as it decides what may be done. */
export interface Permission {
  /** The host's name in messages. */
  host: string;
  adopt: boolean;
  allowManagementMove: boolean;
  activation: "least" | "restart";
  /** Where a bond that is there differs from the declaration, one sentence each. */
  differences: readonly string[];
  /** The declaration in state; absent: the bond is to be created. */
  previous?: Desired;
  /** What the files of a bond that is taken over declared. */
  taken?: Desired;
  /** What the files say of the bond, and of every device, before the change. */
  now: Configuration;
  before: Profiles;
  /** What of the stack speaks against it. */
  refusals: readonly Reason[];
  /** The transaction this client itself holds. */
  transaction?: string;
}

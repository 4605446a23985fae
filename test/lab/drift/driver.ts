import type { Drift } from "../../../provider/model/state";

/** What an update of the stack did with the bond, and what it told the person at the terminal. */
export interface Update {
  did: "create" | "update" | "same";
  said: string;
}

/** One bond under a program's care: through the real engine, or through the provider as the engine drives it. */
export interface Driver {
  /** Brings the host to what this program says. */
  up(program: Record<string, unknown>): Promise<Update>;
  /** Looks at the host and records what it has; gives back where that differs. */
  refresh(): Promise<Drift>;
  /** Whether a preview that looks at the host finds nothing to do. */
  agrees(program: Record<string, unknown>): Promise<boolean>;
  /** Forgets everything, the host aside. */
  remove(): Promise<void>;
}

import type { Outcome } from "../host/progress";
import type { Observed } from "../model/observed";

/** What the client learns when it asks a host to confirm. Only the first three end the asking. */
export type Answer =
  | { is: "kept"; observed: Observed }
  | { is: "unread"; why: string } // kept, and what the host has then cannot be understood
  | { is: "over"; outcome: Outcome }
  | { is: "open"; phase: string } // not yet, or not over this connection
  | { is: "unknown"; machineId?: string | undefined } // this machine knows of no such change, and will not begin it any more
  | { is: "silent"; why: string };

/** What an outcome that is no confirmation means for whoever goes on asking. */
export function weigh(outcome: Outcome): Answer {
  if (outcome.result === "lost" || outcome.result === "applied") return { is: "silent", why: "its answer broke off" };
  if (outcome.result !== "refused") return { is: "over", outcome };
  if (outcome.refusal === "unknown")
    return { is: "unknown", machineId: / on machine (\S+),/.exec(outcome.reason)?.[1] };
  if (outcome.refusal === "pending") return { is: "open", phase: outcome.reason };
  if (outcome.refusal === "unclear") return { is: "silent", why: outcome.reason };
  return { is: "over", outcome };
}

import type { BootDevice } from "../model/boot";
import type { Observed } from "../model/observed";
import type { Refuse } from "../plan/refuse";
import { type Belonging, type Lost, lostWayIn } from "./wayIn";

/** How a change is judged by the boot behind it. */
export interface BootJudgement {
  /** Sentences that refuse the change. */
  reasons: string[];
  /** What was so before and is not made worse. */
  warnings: string[];
}

/**
 * Whether the next boot has the way in that SSH has now. A change that takes it is refused, and so is one that takes a
 * bond into the program without it; what is missing in the files of others was missing before, and is a warning.
 */
export function judgeBoot(
  observed: Observed,
  boot: { before: readonly BootDevice[]; after: readonly BootDevice[] },
  own: Belonging,
  begins: boolean,
  refuse: Refuse,
): BootJudgement {
  const after = lostWayIn(boot.after, observed, own);
  if (after === undefined) return { reasons: [], warnings: [] };
  const before = lostWayIn(boot.before, observed, { ...own, members: [], stays: true });
  const why = sentence(after, observed);
  if (before === undefined || (begins && after.device === own.device))
    return { reasons: [refuse(why, `${after.cause.next}, or set apply.allowManagementMove`)], warnings: [] };
  return { reasons: [], warnings: [`${why}. ${after.cause.next}.`] };
}

function sentence({ what, cause }: Lost, { ssh }: Observed): string {
  return what === "client"
    ? `after the next boot ${ssh?.client} (SSH comes from there) would not be reached: ${cause.why}`
    : `after the next boot ${ssh?.address} (SSH came in by it) would not be there: ${cause.why}`;
}

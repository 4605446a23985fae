import { desired, hasUnknown } from "../check";
import { disruptionOf, MEANING } from "../plan/summary";
import { type Bag, subjectOf } from "./outputs";
import { say } from "./say";

/** Prints the one line that says what a change will disturb and why; from what is recorded, no host is asked. */
export function announce(olds: Bag, news: Bag): void {
  if (hasUnknown(news)) return;
  const after = desired(news);
  const { disruption, reasons } = disruptionOf(desired(olds), after);
  if (reasons.length === 0) return;
  const rides = [after.device, ...after.members].includes(String(olds.sshDevice));
  const ssh = rides && disruption !== "files" ? ", your SSH session runs over it" : "";
  say(subjectOf(news), `${reasons.join(", ")}: ${MEANING[disruption]}${ssh}`);
}

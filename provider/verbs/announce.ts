import { applyOptions, desired, hasUnknown } from "../check";
import type { ApplyOptions, Desired } from "../model/desired";
import type { Observed } from "../model/observed";
import { bondState } from "../observe/state";
import { switchWords } from "../options/guide";
import { disruptionOf, MEANING, newBond } from "../plan/summary";
import { type Bag, subjectOf } from "./outputs";
import { type Subject, say } from "./say";

// What was announced of which bond in this process, and not carried out yet.
const announced = new Map<string, string>();
const key = ({ device, host }: Subject) => `${host}/${device}`;

/** Prints the one line that says what a change will disturb and why; from what is recorded, no host is asked. */
export function announce(olds: Bag, news: Bag): void {
  if (hasUnknown(news)) return;
  const before = desired(olds);
  const after = desired(news);
  const declared = disruptionOf(before, after);
  const { reasons } = declared;
  if (reasons.length === 0) return;
  const restarts = declared.disruption !== "files" && applyOptions(news).activation === "restart";
  const disruption = restarts ? "members-released" : declared.disruption;
  const rides = [after.device, ...after.members].includes(String(olds.sshDevice));
  const ssh = rides && disruption !== "files" ? ", your SSH session runs over it" : "";
  announced.set(key(subjectOf(news)), MEANING[disruption]);
  const setting = before.mode === after.mode ? "" : `; ${switchWords(after.mode)}`;
  say(subjectOf(news), `${reasons.join(", ")}: ${MEANING[disruption]}${ssh}${setting}`);
}

/** The same for a bond that is not recorded yet. Whether SSH runs over its members, only the host can tell: the plan says it. */
export function announceNew(inputs: Bag): void {
  if (hasUnknown(inputs)) return;
  const price = MEANING["members-released"];
  const first = inputs.adopt === true ? "taken over as it is where the host has it, otherwise " : "";
  announced.set(key(subjectOf(inputs)), price);
  const wanted = desired(inputs);
  say(subjectOf(inputs), `${first}${newBond(wanted)}: ${price}; ${switchWords(wanted.mode)}`);
}

/** Says what is wrong with an LACP bond after a change that is kept without a partner, for nothing else stops it. */
export function sayDoubts(subject: Subject, wanted: Desired, { requirePartner }: ApplyOptions, after: Observed): void {
  if (requirePartner || wanted.mode !== "802.3ad") return;
  for (const warning of bondState(after, wanted.device)?.warnings ?? [])
    say(subject, `changed, with a warning (requirePartner is false): ${warning}`);
}

/** What a plan costs, where its announcement has not named the same price: one price for each change. */
function newPrice(subject: Subject, text: string): string | undefined {
  const price = announced.get(key(subject));
  if (price === undefined) return text;
  return text.includes(price) ? undefined : `now: ${text}`;
}

/** Says what a plan does, unless the announcement of the same change has said so. */
export function sayPlan(subject: Subject, text: string): void {
  const said = newPrice(subject, text);
  announced.delete(key(subject));
  if (said !== undefined) say(subject, said);
}

/** Says at preview what the host was asked about: whether it is as announced, and how many steps it takes. */
export function sayForeseen(subject: Subject, text: string, steps: number): void {
  const count = steps === 0 ? "" : `; ${steps} ${steps === 1 ? "step" : "steps"}`;
  const known = steps === 0 ? "nothing to do there" : (newPrice(subject, text) ?? "as announced");
  say(subject, `${known.startsWith("now: ") ? "" : "asked the host: "}${known}${count}`);
}

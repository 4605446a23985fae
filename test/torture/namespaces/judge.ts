import type { Silence } from "./cuts";
import type { Scenario } from "./scenario";
import { differences, type Truth } from "./truth";

/** What a client says in the end. */
type Word =
  | "killed"
  | "outdated"
  | "confirmed"
  | "rolled back"
  | "not all restored"
  | "nothing changed"
  | "not known"
  | "not begun"
  | "something else";

/** What there is to judge. */
export interface Case {
  one: Scenario;
  /** What the client said, "" when the change is there. */
  said: string;
  /** When it said so. */
  ended: number;
  silences: readonly Silence[];
  /** When the host confirmed, and when something had last reached it by then; in ms. */
  confirmed: number | undefined;
  heard: number;
  /** How the host's history says that it ended. */
  outcome: string;
  /** The host lost its power: its kernel has the way in again, whatever the change did to it. */
  rebooted: boolean;
  pending: boolean;
  answers: boolean;
  left: string;
  before: Truth;
  wanted: Truth;
  now: Truth;
}

/** What stands for the word of a client that was killed before it had one. */
export const KILLED = "killed";

const WORDS: readonly [RegExp, Word][] = [
  [new RegExp(`^${KILLED}$`), "killed"],
  [/^$|although its change is confirmed/, "confirmed"],
  [/is not as it was when it was looked at/, "outdated"],
  [/is not as it was/, "not all restored"],
  [/rolled back and is as it was/, "rolled back"],
  [/Nothing was changed/, "nothing changed"],
  [/not known|did not answer after the change|what it did is unknown/, "not known"],
  [/Unable to (connect|log in)/, "not begun"],
];

export const wordOf = (said: string): Word => WORDS.find(([pattern]) => pattern.test(said))?.[1] ?? "something else";

/** Longest that a confirmation may be on its way through the host, in ms, beside what its disk takes. */
const ON_THE_WAY = 4000;

/** Whether the line was cut so late that the client could not learn more. */
function wasCut({ one, silences, ended }: Case): boolean {
  const patience = (2 * (one.keepAliveTimeout + one.perDialTimeout) + 4) * 1000;
  return silences.some(({ to }) => to > ended - patience);
}

/** What the client says must be what the host has. */
function contradictions(given: Case, state: State): string[] {
  const { said, outcome } = given;
  const word = wordOf(said);
  const kept = outcome.startsWith("confirmed");
  const wrong = (claim: boolean) =>
    claim ? [] : [`the client says "${word}", the host has "${outcome || "no history"}" and is ${state}`];
  switch (word) {
    case "killed":
      return [];
    case "confirmed":
      return wrong(kept && state !== "old");
    case "rolled back":
      return wrong(outcome.startsWith("rolled-back") && state !== "new");
    case "nothing changed":
    case "not begun":
      return wrong(!kept && state !== "new");
    case "outdated": // A host that booted since the look is another; any other is not.
      return given.rebooted ? wrong(!kept && state !== "new") : [`the client says: ${said}`];
    case "not known":
      return wasCut(given) ? [] : ["the client knows nothing, though the line was good"];
    default:
      return [`the client says: ${said}`];
  }
}

/** Where the host is; "same": its change leaves nothing that could be seen. */
type State = "old" | "new" | "same" | "neither";

function stateOf({ before, wanted, now }: Case): State {
  const [old, fresh] = [differences(before, now).length === 0, differences(wanted, now).length === 0];
  if (old && fresh) return "same";
  return old ? "old" : fresh ? "new" : "neither";
}

/** A confirmation must come from a client that is there. */
function early({ confirmed, heard, one }: Case): string[] {
  if (confirmed === undefined) return [];
  const late = confirmed - heard;
  return late > ON_THE_WAY + one.layout.syncTakes * 2000
    ? [`confirmed ${(late / 1000).toFixed(1)} s after the client was last heard`]
    : [];
}

/** Everything that is wrong. */
export function judge(given: Case): { state: State; complaints: string[] } {
  const { one, outcome, before, wanted, now } = given;
  const state = stateOf(given);
  const cutsOff = one.kind.startsWith("cuts") && !given.rebooted;
  const bad = cutsOff || one.kind.endsWith("fails");
  const between = [
    `neither old nor new; against the old:`,
    ...differences(before, now),
    "against the new:",
    ...differences(wanted, now),
  ];
  return {
    state,
    complaints: [
      ...(given.pending ? ["a transaction is still pending"] : []),
      ...(given.answers ? [] : ["the host does not answer SSH"]),
      ...(given.left === "" ? [] : [`left behind: ${given.left}`]),
      ...(bad && outcome.startsWith("confirmed") ? [`a change that ${one.kind} is confirmed`] : []),
      ...(state === "neither" ? [between.join("\n  ")] : []),
      ...contradictions(given, state),
      ...early(given),
    ],
  };
}

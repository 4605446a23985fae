import type { Lab } from "../lab/lab";
import { wayTo } from "./bases";
import type { Driver, Ending } from "./drivers";
import { answers, difference, leftovers, same, settles, type Truth, truth } from "./judge";
import { addressOf, declared, type Program } from "./programs";
import { programOf, type Scenario } from "./scenario";

/** What the judge found: where the host was after the fault, how soon it answered, and everything that is wrong. */
export interface Verdict {
  state: "old" | "new" | "neither";
  answered: number | undefined;
  complaints: string[];
}

/** What there is to judge. */
export interface Case {
  one: Scenario;
  driver: Driver;
  ending: Ending;
  /** The machine before the operation; for a machine that booted: after a boot of that. */
  old: Truth;
  /** Seconds until nothing was pending; undefined: still. */
  pending: number | undefined;
  apply: Record<string, unknown>;
}

/** How the machine looks at the end of an operation, whatever happened on the way: the same in every run. */
const seen = new Map<Program, Truth>();

/** Seconds in which a host that is not cut off lets somebody in. */
const LOGIN = 15;

const told = ({ how, text }: Ending) => `${how}: ${text.trim().split("\n").slice(-12).join("\n")}`;

/** The following up, perhaps after a refresh, by somebody who has seen where the host is now. */
async function goOn(lab: Lab, { one, driver, apply }: Case, isOld: boolean): Promise<string[]> {
  const { operation, refresh } = one;
  const moved = !isOld && addressOf(operation.from) !== addressOf(operation.to);
  await driver.recover();
  if (refresh && !moved) {
    const ending = await driver.refresh();
    if (ending.how !== "done") return [`the refresh afterwards ${told(ending)}`];
  }
  const careful = { ...one, fault: { name: "none" } };
  const program = moved ? declared(operation.to, wayTo(lab, operation.to), apply) : programOf(lab, careful, apply);
  const ending = await driver.bring(program).ended;
  return ending.how === "done" ? [] : [`the following up ${told(ending)}`];
}

/** Old, new or something between; the new is what the following up leads to. */
function place(mid: Truth, old: Truth, after: Truth): Verdict["state"] {
  if (same(mid, old)) return "old";
  return same(mid, after) ? "new" : "neither";
}

function between(mid: Truth, old: Truth, after: Truth): string {
  const against = (what: string, other: Truth) =>
    `against the ${what}:\n${difference(other.files, mid.files)}\n${difference(other.kernel, mid.kernel)}`;
  return `files and kernel are neither old nor new; ${against("old", old)}\n${against("new", after)}`;
}

/** What an operation says must be what the host has. */
function contradiction({ how }: Ending, state: Verdict["state"]): string[] {
  if (how === "hung") return ["the operation did not end by itself"];
  if (how === "done" && state === "old") return ["the operation says that it is done, and the host is as it was"];
  if (how === "failed" && state === "new") return ["the operation says that it failed, and the host has the new state"];
  return [];
}

function asAlways(program: Program, after: Truth): string[] {
  const before = seen.get(program) ?? after;
  seen.set(program, before);
  if (same(before, after)) return [];
  const differs = `${difference(before.files, after.files)}\n${difference(before.kernel, after.kernel)}`;
  return [`after the following up the host is not as in other runs:\n${differs}`];
}

/** The new state of a machine that booted: what another boot makes of the operation's end. */
async function afterBoot(lab: Lab): Promise<Truth> {
  await lab.machine("sync");
  await lab.powerCycle();
  return truth(lab);
}

/** Files and kernel all old or all new, a way in, nothing left, and a following up that succeeds. */
export async function judge(lab: Lab, given: Case): Promise<Verdict> {
  const { one, ending, old, pending } = given;
  const { operation, fault } = one;
  const complaints = pending === undefined ? ["a transaction is still pending"] : [];
  const answered = await answers(lab, [addressOf(operation.from), addressOf(operation.to)], LOGIN);
  if (answered === undefined) complaints.push("the host does not answer SSH");
  const left = await leftovers(lab);
  if (left !== "") complaints.push(`left behind: ${left}`);
  const mid = await truth(lab);
  const isOld = same(mid, old);
  complaints.push(...(await goOn(lab, given, isOld)));
  await settles(lab, 10);
  const end = await truth(lab);
  if (!fault.boots) complaints.push(...asAlways(operation.to, end));
  const leftAtEnd = await leftovers(lab);
  if (leftAtEnd !== "") complaints.push(`left behind by the following up: ${leftAtEnd}`);
  const after = fault.boots && !isOld ? await afterBoot(lab) : end;
  const state = place(mid, old, after);
  if (state === "neither") complaints.push(between(mid, old, after));
  complaints.push(...contradiction(ending, state));
  return { state, answered, complaints };
}

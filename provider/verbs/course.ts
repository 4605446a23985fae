import type { HostEvent } from "../host/progress";
import { DEFAULTS } from "../ssh";
import type { Transaction } from "./failure";
import { reach } from "./settings";

/** Seconds beyond the rollback timer that an answer may take to travel. */
export const MARGIN = 30;

/** What the client of a transaction knows of it. */
export interface Course {
  id: string;
  /** The host has said that the change begins. */
  begun: boolean;
  /** The host has said that the change is whole: a connection that is made from now on may confirm it. */
  whole: boolean;
  /** The confirmation was acknowledged: from now on the change may be kept without our hearing of it. */
  acknowledged: boolean;
  /** Why we asked the host to go back, if we did. */
  takenBack?: string;
  /** When the host has undone by itself what nobody confirmed, and an answer has had its time; of `performance.now()`. */
  due: number;
}

/** Seconds that a host may take to make ready: what a command may take. */
export const patience = ({ connection }: Transaction): number =>
  reach(connection).commandTimeout ?? DEFAULTS.commandTimeout;

const dueIn = (seconds: number) => performance.now() + seconds * 1000;

export const newCourse = (id: string, change: Transaction): Course => ({
  id,
  begun: false,
  whole: false,
  acknowledged: false,
  due: dueIn(patience(change) + change.apply.rollbackAfter + MARGIN),
});

/** Takes note of what the host says while it works. */
export function follow(course: Course, event: HostEvent): void {
  if (event.kind === "armed") {
    course.begun = true;
    course.due = dueIn(event.seconds + MARGIN);
  } else if (event.kind === "phase") {
    course.begun = true;
    course.whole ||= event.phase === "applied";
  }
}

/** The host's own clock, at which its client stops waiting for the change to begin; unknown for a host that does not tell its clock. */
export function armBefore(change: Transaction): { armBefore?: number } {
  const { clock, readAt } = change.observed;
  if (clock === undefined || readAt === undefined) return {};
  return { armBefore: Math.floor(clock + (performance.now() - readAt) / 1000 + patience(change)) };
}

/** Why the host did not begin or confirm; the call that was refused changed nothing. */
type Refusal =
  | "locked" // another transaction is pending; reason: its id, device and holder
  | "changed" // the host is not as it was when it was looked at
  | "not-root"
  | "space"
  | "read-only"
  | "broken-request" // the data did not arrive whole
  | "prepare" // files or guard or timer could not be made ready
  | "late" // making ready took longer than the client waits, or the client had given up
  | "probe" // a probe that passed before the change does not pass now
  | "rolled-back" // confirm came too late, or the change failed
  | "confirmed" // rollback came too late
  | "pending" // confirm: not yet, or not over this connection; reason: the phase
  | "unclear" // confirm: what became of it cannot be said
  | "unknown"; // no such transaction; one of this id will not begin any more

/** A transaction's life; the last two are final. */
type Phase = "prepared" | "armed" | "applying" | "applied" | "rolling-back" | "confirmed" | "rolled-back";

/** One thing the host says while it works. */
export type HostEvent =
  | { kind: "step"; number: number; total: number; title: string }
  | { kind: "check"; number: number; total: number; text: string }
  | { kind: "phase"; phase: Phase; reason: string }
  | { kind: "armed"; seconds: number; by: string }
  | { kind: "recovered"; id: string; text: string }
  | { kind: "failed"; reason: string }
  | { kind: "not-restored"; text: string }
  | { kind: "refused"; refusal: Refusal; reason: string }
  | { kind: "output"; text: string };

/** The event that a line of `begin`, `follow`, `confirm` or `rollback` stands for; any other line is output of the host's commands. */
export function parseEvent(line: string): HostEvent {
  const [, kind = "", first = "", rest = ""] = /^(\S+)(?: (\S+))?(?: (.*))?$/.exec(line) ?? [];
  const counted = /^(\d+)\/(\d+)$/.exec(first);
  if ((kind === "step" || kind === "check") && counted) {
    const place = { number: Number(counted[1]), total: Number(counted[2]) };
    return kind === "step" ? { kind, ...place, title: rest } : { kind, ...place, text: rest };
  }
  const all = rest === "" ? first : `${first} ${rest}`;
  switch (kind) {
    case "phase":
      return { kind, phase: first as Phase, reason: rest };
    case "armed":
      return { kind, seconds: Number(first), by: rest };
    case "recovered":
      return { kind, id: first, text: rest };
    case "refused":
      return { kind, refusal: first as Refusal, reason: rest };
    case "failed":
      return { kind, reason: all };
    case "not-restored":
      return { kind, text: all };
    default:
      return { kind: "output", text: line.replace(/^\| /, "") };
  }
}

/** How a call ended. `lost`: the text breaks off; the transaction goes on without us, ask again with `follow`. */
export type Outcome =
  | { result: "applied" | "confirmed" }
  | { result: "rolled-back"; reason: string; notRestored: string[] }
  | { result: "refused"; refusal: Refusal; reason: string }
  | { result: "lost" };

/** What the last phase or refusal among the events says about the transaction of this call. */
export function outcomeOf(events: readonly HostEvent[]): Outcome {
  const last = events.filter((event) => event.kind === "phase" || event.kind === "refused").at(-1);
  if (last?.kind === "refused") return { result: "refused", refusal: last.refusal, reason: last.reason };
  if (last?.kind !== "phase") return { result: "lost" };
  if (last.phase === "applied" || last.phase === "confirmed") return { result: last.phase };
  if (last.phase !== "rolled-back") return { result: "lost" };
  const notRestored = events.flatMap((event) => (event.kind === "not-restored" ? [event.text] : []));
  return { result: "rolled-back", reason: last.reason, notRestored };
}

/** Cuts what `confirm` prints into the outcome's lines and the observation that follows a confirmed one. */
export function splitConfirm(stdout: string): { outcome: Outcome; observation?: string } {
  const mark = "\nobservation\n";
  const at = `\n${stdout}`.indexOf(mark);
  const head = at < 0 ? stdout : stdout.slice(0, Math.max(0, at - 1));
  const outcome = outcomeOf(
    head
      .split("\n")
      .filter((line) => line !== "")
      .map(parseEvent),
  );
  return at < 0 ? { outcome } : { outcome, observation: stdout.slice(at + mark.length - 1) };
}

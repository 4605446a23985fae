import type { Random } from "./random";

/** When a fault strikes, as the host's own log tells: `place` counts steps or checks around, so it fits every change. */
export interface Moment {
  at: "start" | "armed" | "step" | "check" | "applied" | "end";
  place: number;
  /** Seconds after that. */
  delay: number;
}

export function moment(random: Random): Moment {
  const at = random.pick<Moment["at"]>([
    "start",
    "armed",
    "step",
    "step",
    "step",
    "step",
    "check",
    "check",
    "applied",
    "end",
  ]);
  const delay = random.next() * (at === "start" ? 5 : random.pick([0, 0, 0.1, 0.3, 0.8, 1.5]));
  return { at, place: random.below(40), delay: Math.round(delay * 1000) / 1000 };
}

export const momentText = ({ at, place, delay }: Moment): string =>
  `${at}${at === "step" || at === "check" ? ` ${place}` : ""} +${delay} s`;

/** Ends every trigger that still waits: the operation is over. */
export const OVER = "touch /run/torture-over";

/** The line of the log that is waited for, as a pattern of the shell; $total steps and $checks are known there. */
const LINES: Record<Moment["at"], (place: number) => string> = {
  start: () => "",
  armed: () => "armed *",
  step: (place) => `step $((${place} % total + 1))/*`,
  check: (place) => `check $((${place} % checks + 1))/*`,
  applied: () => "phase applied",
  end: () => "gone",
};

/** The line is there or, at the end, the transaction is gone. What was read once is not read again. */
const WAIT = `over() {
  [ ! -e /run/torture-over ] || exit 0
  sleep 0.1
}
until for dir in /var/lib/pulumi-linux-bond/transactions/*; do [ -f "$dir/log" ] && break; done; do over; done
exec 7<"$dir/log"
read -r total <"$dir/steps"
checks=0
while read -r line; do checks=$((checks + 1)); done <"$dir/checks"
[ "$checks" -gt 0 ] || checks=1
reached() {
  while read -r line <&7; do
    case $line in $wanted) return 0 ;; esac
  done
  [ "$wanted" = gone ] && [ ! -d "$dir" ]
}`;

/**
 * Waits on the machine for the moment, then runs `strike` there and says "struck". Nothing but the shell's own words in
 * the loop, because the host is slow and the moment short.
 */
export const trigger = ({ at, place, delay }: Moment, strike: string): string => {
  const wait = at === "start" ? "" : `${WAIT}\nwanted="${LINES[at](place)}"\nuntil reached; do over; done`;
  return `${wait}\nsleep ${delay}\n${strike}\necho struck`;
};

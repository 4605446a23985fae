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
  end: () => "-",
};

/**
 * Waits on the machine for the moment, then runs `strike` there and says "struck". Nothing but the shell's own words in
 * the loop, because the host is slow and the moment short.
 */
export const trigger = ({ at, place, delay }: Moment, strike: string): string => `
reached() {
  for dir in /var/lib/pulumi-linux-bond/transactions/*; do
    [ -f "$dir/log" ] || continue
    total=1
    checks=0
    read -r total <"$dir/steps"
    while read -r line; do checks=$((checks + 1)); done <"$dir/checks"
    [ "$checks" -gt 0 ] || checks=1
    wanted="${LINES[at](place)}"
    seen=1
    while read -r line; do
      case $line in $wanted) return 0 ;; esac
    done <"$dir/log"
    return 1
  done 2>/dev/null
  ${at === "end" ? '[ -n "$seen" ]' : "return 1"}
}
seen=
${at === "start" ? "" : "until reached; do [ ! -e /run/torture-over ] || exit 0; sleep 0.1; done"}
sleep ${delay}
${strike}
echo struck`;

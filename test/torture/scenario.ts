import type { Lab } from "../lab/lab";
import { wayTo } from "./bases";
import { type Fault, fault } from "./faults";
import { type Moment, moment } from "./moments";
import { addressOf, declared, OPERATIONS, type Operation } from "./programs";
import { Random } from "./random";

/** What one seed stands for. */
export interface Scenario {
  seed: number;
  operation: Operation;
  fault: Fault;
  when: Moment;
  engine: boolean;
  /** Whether a refresh comes before the following up. */
  refresh: boolean;
  victim: "provider" | "engine";
  /** Whether the timer of the host is left to run out, however long it is. */
  waits: boolean;
}

/** Every fifth goes through the engine, the others drive the provider directly. */
export function scenario(seed: number): Scenario {
  const random = new Random(seed);
  const operation = random.pick(OPERATIONS);
  const wrong = fault(random, operation);
  return {
    seed,
    operation,
    fault: wrong,
    when: moment(random),
    engine: seed % 5 === 0,
    refresh: random.below(3) === 0,
    victim: random.pick(["provider", "engine"]),
    waits: wrong.clock === true || wrong.boots === true || seed % 10 === 1,
  };
}

/** A port of this machine where nobody listens. */
const NOWHERE = 1;

/** The program of an operation's end, as the user has written it to get there from its beginning. */
export function programOf(lab: Lab, { operation, fault: wrong }: Scenario, apply: Record<string, unknown>) {
  const port = wrong.unreachable ? NOWHERE : lab.connection(addressOf(operation.to)).port;
  const moves = addressOf(operation.from) !== addressOf(operation.to);
  const reconnect = moves ? { reconnect: { host: "127.0.0.1", port } } : {};
  return declared(operation.to, wayTo(lab, operation.from), { ...apply, ...reconnect });
}

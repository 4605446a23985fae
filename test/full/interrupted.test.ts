import type { Fault } from "../torture/faults";
import type { Moment } from "../torture/moments";
import { OPERATIONS } from "../torture/programs";
import { scenarios } from "../torture/sample";
import type { Scenario } from "../torture/scenario";

const killed = (name: string): Fault => ({ name, act: async ({ running }) => running.kill("SIGKILL") });

/** Everything that ends an up before its time. */
const INTERRUPTIONS: [fault: Fault, victim: Scenario["victim"]][] = [
  [{ name: "Ctrl-C", act: async ({ running }) => running.kill("SIGINT") }, "engine"],
  [killed("the provider is killed"), "provider"],
  [killed("the engine is killed"), "engine"],
];
const MOMENTS: Moment[] = [
  { at: "step", place: 1, delay: 0 },
  { at: "applied", place: 0, delay: 0 },
];

const of = (name: string) => OPERATIONS.filter((operation) => operation.name === name).slice(0, 1);

scenarios(
  "Whoever stops pulumi in the middle",
  ["create", "members-released", "delete"].flatMap(of).flatMap((operation) =>
    INTERRUPTIONS.flatMap(([fault, victim], number) =>
      MOMENTS.filter((_, place) => (place + number) % 2 === 0 || operation.name === "members-released").map((when) => ({
        ...{ seed: 0, operation, fault, when, victim },
        engine: true,
        waits: false,
        refresh: when.at === "applied",
      })),
    ),
  ),
);

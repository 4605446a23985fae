import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sayWith } from "../../../provider/verbs/say";
import { ROOT } from "../../root";
import { type Outcome, run } from "./run";
import { cutText, hostText, type Scenario, scenario } from "./scenario";
import { endWorld, makeWorld, type World } from "./world";

/** Networks that hosts can have at once; a number is used again when all others were. */
const NETWORKS = 60_000;

function row(one: Scenario, { word, said, state, seconds, complaints }: Outcome): string {
  const { seed, kind } = one;
  const cells = [
    String(seed).padEnd(6),
    kind.padEnd(11),
    hostText(one).padEnd(31),
    word.padEnd(15),
    state.padEnd(7),
    String(seconds).padStart(3),
  ];
  return `${cells.join(" ")} ${complaints.length === 0 ? "ok" : "FAILED"}  ${cutText(one)}${said === "" ? "" : `  ${said.slice(0, 160)}`}`;
}

function keep(one: Scenario, outcome: Outcome, said: readonly string[]): string {
  const folder = join(ROOT, "lab-failures");
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `namespaces-${one.seed}.txt`);
  const { complaints, evidence, ...rest } = outcome;
  const parts = [
    JSON.stringify(one, null, 1),
    complaints.join("\n\n"),
    JSON.stringify(rest, null, 1),
    said.join("\n"),
    evidence,
  ];
  writeFileSync(file, parts.join("\n\n----\n\n"));
  return file;
}

/** What the provider prints for people, by host. */
const printed = new Map<string, string[]>();
const print = console.log;
console.log = console.error = (line: string) => {
  const host = /127\.\d+\.\d+\.\d+/.exec(line)?.[0];
  if (host === undefined) print(line);
  else printed.set(host, [...(printed.get(host) ?? []), `${(performance.now() / 1000).toFixed(2)} ${line}`]);
};

// Every step belongs to the evidence.
sayWith((line) => console.log(line));

async function work(world: World, todo: [number, number][], failed: number[]): Promise<void> {
  for (let next = todo.shift(); next !== undefined; next = todo.shift()) {
    const [seed, place] = next;
    const one = scenario(seed, place % NETWORKS);
    const host = `127.${(one.layout.number >> 8) + 1}.${one.layout.number & 255}.1`;
    try {
      const outcome = await run(world, one);
      print(row(one, outcome));
      if (outcome.complaints.length === 0) continue;
      failed.push(seed);
      const file = keep(one, outcome, printed.get(host) ?? []);
      print(`${outcome.complaints.join("\n").replace(/^/gm, "       ")}\n       more in ${file}`);
    } catch (error) {
      failed.push(seed);
      print(`${seed} ${one.kind}: ${error instanceof Error ? error.stack : error}`);
    } finally {
      printed.delete(host);
    }
  }
}

/** Runs seeds in the namespaces of this process, on so many hosts at once: HOSTS SEED... */
async function main([hosts = "1", ...seeds]: string[]): Promise<number> {
  const begin = Date.now();
  const todo = seeds.map((seed, place): [number, number] => [Number(seed), place]);
  const failed: number[] = [];
  const world = makeWorld();
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => {
      endWorld(world);
      process.exit(1);
    });
  try {
    await Promise.all(Array.from({ length: Number(hosts) }, () => work(world, todo, failed)));
  } finally {
    endWorld(world);
  }
  const minutes = ((Date.now() - begin) / 60_000).toFixed(1);
  const names = failed.length > 0 ? `; failed: ${failed.sort((a, b) => a - b).join(", ")}` : "";
  print(`${seeds.length - failed.length} of ${seeds.length} runs passed in ${minutes} minutes${names}`);
  return failed.length === 0 ? 0 : 1;
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: Error) => {
    print(error.stack);
    process.exit(1);
  },
);

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { Lab } from "../lab/lab";
import { defaultLab, LANES } from "../lab/lanes";
import { withOwnGuests } from "../lab/own";
import { ROOT } from "../root";
import { momentText } from "./moments";
import { HOSTS, inNamespaces } from "./namespaces/start";
import { type Outcome, torture } from "./run";
import { type Scenario, scenario } from "./scenario";

const HELP = `npm run torture -- --seeds N [--seed S] [--guests ${LANES}]
npm run torture -- --namespaces --seeds N [--seed S] [--hosts ${HOSTS}]`;

/** Milliseconds after which a run is given up: ten times what one takes. */
const LIMIT = 12 * 60_000;

const COLUMNS = [
  ["seed", 6],
  ["by", 7],
  ["operation", 17],
  ["fault", 31],
  ["moment", 18],
  ["struck", 7],
  ["ended", 7],
  ["host", 8],
  ["s", 4],
  ["", 0],
] as const;

const line = (cells: readonly string[]) => cells.map((cell, at) => cell.padEnd(COLUMNS[at]?.[1] ?? 0)).join(" ");

function row({ seed, engine, operation, fault, when }: Scenario, outcome: Outcome): string {
  const { struck, ending, state, seconds, complaints } = outcome;
  const bad = complaints.length === 0 ? "ok" : "FAILED";
  const said = ending.how === "failed" ? `  ${reason(ending.text)}` : "";
  const moved = fault.strike || fault.act ? momentText(when) : "-";
  const by = engine ? "engine" : "direct";
  const cells = [String(seed), by, operation.name, fault.name, moved, struck ? "yes" : "no", ending.how, state];
  return line([...cells, String(seconds), `${bad}${said}`]);
}

/** The heart of what an operation that failed said. */
const reason = (text: string): string => (/Unable to .*/.exec(text)?.[0] ?? text.trim()).slice(0, 160);

/** Writes down all that is known of a run that failed and says where. */
async function keep(lab: Lab, one: Scenario, outcome: Outcome): Promise<void> {
  const folder = join(ROOT, "lab-failures");
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `torture-${one.seed}.txt`);
  const log =
    "cat /var/lib/pulumi-linux-bond/history/*; cat /var/lib/pulumi-linux-bond/transactions/*/log; ip address; ip route";
  const host = (await lab.machine(`{ ${log}; } 2>&1`)).stdout;
  const parts = [JSON.stringify(one, null, 2), outcome.complaints.join("\n\n"), outcome.ending.text, host];
  writeFileSync(file, parts.join("\n\n----\n\n"));
  console.log(`${outcome.complaints.join("\n").replace(/^/gm, "       ")}\n       more in ${file}`);
}

/** What came of it, unless the lab itself hangs. */
async function inTime(run: Promise<Outcome>): Promise<Outcome> {
  const settled = new AbortController();
  const late = pause(LIMIT, undefined, { signal: settled.signal }).then(() => {
    throw new Error(`The run was not over within ${LIMIT / 60_000} minutes.`);
  });
  try {
    return await Promise.race([run, late]);
  } finally {
    late.catch(() => {});
    settled.abort();
  }
}

/**
 * Takes seeds off the list until it is empty. One that breaks the run itself counts as failed and gets its guest replaced:
 * whatever ails that must not be held against the next seeds.
 */
async function work(name: string, seeds: number[], failed: number[]): Promise<void> {
  let lab = await Lab.up(name);
  for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) {
    const one = scenario(seed);
    try {
      const outcome = await inTime(torture(lab, one));
      console.log(row(one, outcome));
      if (outcome.complaints.length === 0) continue;
      failed.push(seed);
      await keep(lab, one, outcome);
    } catch (error) {
      failed.push(seed);
      console.log(`${seed} ${one.operation.name}, ${one.fault.name}: ${error instanceof Error ? error.stack : error}`);
      await lab.down();
      lab = await Lab.up(`${name}-after-${seed}`);
    }
  }
}

async function main(): Promise<number> {
  const text = { type: "string" } as const;
  const options = { seeds: text, seed: text, guests: text, hosts: text, namespaces: { type: "boolean" } } as const;
  const { values } = parseArgs({ options });
  const [count, first] = [Number(values.seeds ?? ""), Number(values.seed ?? 1)];
  const [lanes, hosts] = [Number(values.guests ?? LANES), Number(values.hosts ?? HOSTS)];
  if (!(count > 0 && lanes > 0 && hosts > 0 && Number.isInteger(first))) {
    console.error(HELP);
    return 2;
  }
  const todo = Array.from({ length: count }, (_, n) => first + n);
  if (values.namespaces) return (await inNamespaces(todo, hosts, console.log)) ? 0 : 1;
  const failed: number[] = [];
  const begin = Date.now();
  console.log(line(COLUMNS.map(([title]) => title)));
  await withOwnGuests("torture", () => {
    const names = Array.from({ length: lanes }, (_, n) => `${defaultLab()}${n === 0 ? "" : `-${n + 1}`}`);
    return Promise.all(names.map((name) => work(name, todo, failed)));
  });
  const minutes = ((Date.now() - begin) / 60_000).toFixed(1);
  const names = failed.length > 0 ? `; failed: ${failed.join(", ")}` : "";
  console.log(`${count - failed.length} of ${count} runs passed in ${minutes} minutes${names}`);
  return failed.length === 0 ? 0 : 1;
}

main().then(
  (code) => process.exit(code),
  (error: Error) => {
    console.error(error.message);
    process.exit(1);
  },
);

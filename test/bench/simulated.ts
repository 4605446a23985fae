import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { SAVED_ONCE, Stack } from "../lab/stack";
import { BONDED, playBonded } from "../ssh/bonded";
import type { PlayedHost } from "../ssh/server";
import type { Row } from "./main";
import { usageOf } from "./usage";

/** Bytes of the stack's state on disk. */
const stateBytes = async (stack: Stack) =>
  (await readFile(join(stack.folder, "backend", ".pulumi", "stacks", "test", "test.json"))).length;

const rounded = (value: number) => Number(value.toFixed(1));

/**
 * What each operation costs with so many hosts: real engine, real provider, and servers of this process in place of the
 * hosts (what those cost is in the seconds, and in no other figure).
 */
export async function simulated(count: number): Promise<Row[]> {
  const hosts = await Promise.all(Array.from({ length: count }, (_, number) => playBonded(number)));
  const bonds = hosts.map(({ connection }, number) => [`host${number}`, { ...BONDED, connection }] as const);
  const stack = await Stack.create(Object.fromEntries(bonds), undefined, SAVED_ONCE);
  const rows: Row[] = [];
  const measure = async (operation: string, work: () => Promise<unknown>) => {
    const seen = ({ connections, execs }: PlayedHost) => [connections, execs.length] as const;
    const before = hosts.map(seen);
    const begin = Date.now();
    const usage = await usageOf(stack.folder, work);
    const seconds = (Date.now() - begin) / 1000;
    const each = hosts.map((host, at) =>
      seen(host)
        .map((now, which) => now - (before[at]?.[which] ?? 0))
        .join(" / "),
    );
    rows.push({
      hosts: count,
      operation,
      "connections / execs": [...new Set(each)].sort().join(", "),
      seconds: rounded(seconds),
      "ms per host": Math.round((seconds * 1000) / count),
      "provider CPU s": rounded(usage.provider),
      "program CPU s": rounded(usage.program),
      "engine CPU s": rounded(usage.engine),
      "provider peak MiB": Math.round(usage.peak),
    });
  };
  try {
    await measure("up", () => stack.up("--parallel", "64"));
    rows.push({ hosts: count, operation: "state", "bytes per bond": Math.round((await stateBytes(stack)) / count) });
    await measure("preview", () => stack.must("preview", "--expect-no-changes"));
    await measure("refresh", () => stack.refresh("--expect-no-changes", "--parallel", "64"));
  } finally {
    await stack.remove();
    await Promise.all(hosts.map((host) => host.stop()));
  }
  return rows;
}

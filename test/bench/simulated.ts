import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { filesBelow } from "../lab/files";
import { Stack } from "../lab/stack";
import { ROOT } from "../root";
import { type PlayedHost, playHost, scripted } from "../ssh/server";
import type { Row } from "./main";
import { usageOf } from "./usage";

/** What a real host of the lab's rack answered to a look: two members, one bond that this package had made. */
const OBSERVATION = readFileSync(join(ROOT, "test", "bench", "observation.txt"), "utf8");

/** A host whose every answer is that observation, with a machine id and an address of its own. */
const simulate = (number: number): Promise<PlayedHost> => {
  const id = (0x5eed0000 + number).toString(16).padStart(32, "0");
  const text = OBSERVATION.replace(/^machine-id .*$/m, `machine-id ${id}`);
  return playHost({ shell: scripted(() => text) });
};

const bond = ({ connection }: PlayedHost) => ({
  connection,
  device: "bond0",
  mode: "active-backup",
  members: ["em1", "em2"],
  addresses: ["10.0.2.41/24"],
  gateway: "10.0.2.2",
});

/** Bytes of the stack's state on disk. */
async function stateBytes(stack: Stack): Promise<number> {
  const [state] = await filesBelow(join(stack.folder, "backend", ".pulumi", "stacks"), /\.(bak|attrs)$/);
  return state === undefined ? 0 : (await readFile(state[0])).length;
}

/** What each operation costs with so many hosts, each played by a server of this process; real engine, real provider. */
export async function simulated(count: number): Promise<Row[]> {
  const hosts = await Promise.all(Array.from({ length: count }, (_, n) => simulate(n)));
  const stack = await Stack.create(Object.fromEntries(hosts.map((host, n) => [`host${n}`, bond(host)])));
  const rows: Row[] = [];
  const measure = async (operation: string, work: () => Promise<unknown>) => {
    const before = hosts.map(({ connections, execs }) => [connections, execs.length] as const);
    const begin = Date.now();
    const { usage } = await usageOf(stack.folder, work);
    const seconds = (Date.now() - begin) / 1000;
    const each = hosts.map((host, n) =>
      [host.connections - (before[n]?.[0] ?? 0), host.execs.length - (before[n]?.[1] ?? 0)].join(" / "),
    );
    rows.push({
      operation,
      hosts: count,
      seconds: Number(seconds.toFixed(1)),
      "ms per host": Math.round((seconds * 1000) / count),
      "provider CPU s": Number(usage.providerSeconds.toFixed(1)),
      "engine CPU s": Number(usage.engineSeconds.toFixed(1)),
      "provider peak MiB": Math.round(usage.providerPeak),
      "connections / execs per host": [...new Set(each)].sort().join(", "),
    });
  };
  const parallel = ["--parallel", "64"];
  try {
    await measure("up (all are there)", () => stack.up(...parallel));
    await measure("preview, no change", () => stack.run("preview", "--expect-no-changes"));
    await measure("refresh", () => stack.refresh("--expect-no-changes", ...parallel));
    rows.push({ operation: "state per bond", hosts: count, bytes: Math.round((await stateBytes(stack)) / count) });
  } finally {
    await stack.remove();
    await Promise.all(hosts.map((host) => host.stop()));
  }
  return rows;
}

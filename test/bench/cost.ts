import { Lab } from "../lab/lab";
import { Stack } from "../lab/stack";
import type { Row } from "./main";
import { sourceLines } from "./sources";

/** What the machine's own sshd counted since a time: connections let in and commands run. */
async function counted(lab: Lab, since: string): Promise<{ connections: number; execs: number }> {
  const log = await lab.machine(`journalctl -u ssh -o cat --no-pager --since @${since}`);
  const count = (text: string) => log.stdout.split("\n").filter((line) => line.includes(text)).length;
  return { connections: count("Accepted publickey"), execs: count("Starting session: command") };
}

/** SSH connections and execs per operation of one bond, counted at the server; bytes of state; lines per file. */
export async function cost(): Promise<Row[]> {
  const lab = await Lab.up();
  await lab.reset();
  const bond = (miimon: number) => ({
    bond0: {
      connection: lab.connection(),
      mode: "balance-rr",
      members: ["em1", "em2"],
      options: { miimon },
      addresses: ["10.0.2.15/24"],
      gateway: "10.0.2.2",
    },
  });
  const stack = await Stack.create(bond(100));
  const rows: Row[] = [];
  const measure = async (operation: string, work: () => Promise<unknown>) => {
    const since = (await lab.machine("sleep 1; date +%s")).stdout.trim();
    await work();
    rows.push({ operation, ...(await counted(lab, since)) });
  };
  await measure("create", () => stack.up());
  const stateBytes = JSON.stringify(await stack.recorded("bond0")).length;
  await measure("up without a change", () => stack.up());
  await measure("refresh", () => stack.refresh());
  await stack.declare(bond(200));
  await measure("update", () => stack.up());
  await measure("delete", () => stack.destroy());
  await stack.remove();
  return [
    ...rows,
    { operation: "state of one bond", bytes: stateBytes },
    { operation: "lines per file", ...sourceLines() },
  ];
}

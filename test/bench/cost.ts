import { Lab } from "../lab/lab";
import { Stack } from "../lab/stack";
import { counted } from "./counted";
import type { Row } from "./main";
import { sourceLines } from "./sources";

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
    const { connections, execs } = await counted(lab, work);
    rows.push({ operation, connections, execs });
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

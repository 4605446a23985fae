import type { Row } from "./main";
import { simulated } from "./simulated";

/** Numbers of played hosts: what grows with them shows. */
const COUNTS = [10, 100, 1000];

/** Many hosts in one stack. */
export async function fleet(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const count of COUNTS) rows.push(...(await simulated(count)));
  return rows;
}

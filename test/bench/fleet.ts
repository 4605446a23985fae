import type { Row } from "./main";
import { peers } from "./peers";
import { simulated } from "./simulated";

/** Numbers of played hosts: what grows with them shows. */
const COUNTS = [10, 100, 1000];

/** Many hosts in one stack: played ones by the thousand, and a real rack beside what else people use. */
export async function fleet(): Promise<Row[]> {
  const rows = await peers();
  for (const count of COUNTS) rows.push(...(await simulated(count)));
  return rows;
}

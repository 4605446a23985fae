import type { Row } from "./main";
import { peers } from "./peers";
import { simulated } from "./simulated";

/** Numbers of played hosts: what grows with them shows. */
const COUNTS = [10, 100, 1000];

/** What each further host costs from one number of hosts to a larger one: it is flat when it stays the same. */
function furtherHosts(few: Row[], many: Row[]): Row[] {
  return many.flatMap((row) => {
    const before = few.find(({ operation }) => operation === row.operation);
    if (before === undefined || row.seconds === undefined) return [];
    const each = (name: string) =>
      (Number(row[name]) - Number(before[name])) / (Number(row.hosts) - Number(before.hosts));
    return {
      hosts: `${before.hosts} to ${row.hosts}`,
      operation: String(row.operation),
      "ms per host": Math.round(each("seconds") * 1000),
      "provider KiB per host": Math.round(each("provider peak MiB") * 1024),
    };
  });
}

/** Many hosts in one stack: a real rack beside what else people use, and played ones by the thousand. */
export async function fleet(): Promise<Row[]> {
  const rows = await peers();
  let few: Row[] = [];
  for (const count of COUNTS) {
    const many = await simulated(count);
    rows.push(...many, ...furtherHosts(few, many));
    few = many;
  }
  return rows;
}

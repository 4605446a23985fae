import { withOwnGuests } from "../lab/own";
import { cost } from "./cost";
import { disruption } from "./disruption";
import { fleet } from "./fleet";
import { forms } from "./forms";
import { pure } from "./pure";
import { refresh } from "./refresh";

/** One row of figures: what was measured, and its numbers by name. */
export type Row = Record<string, string | number>;

const BENCHES: Record<string, () => Promise<Row[]>> = { cost, disruption, fleet, forms, pure, refresh };

/** `npm run bench -- cost|disruption|fleet|forms|pure|refresh [--json]`: prints the figures as a table, or as JSON for machines. */
async function main([name = "", ...flags]: string[]): Promise<number> {
  const bench = BENCHES[name];
  if (bench === undefined) {
    console.error(`npm run bench -- ${Object.keys(BENCHES).join(" | ")} [--json]`);
    return 2;
  }
  const rows = await withOwnGuests("bench", bench);
  if (flags.includes("--json")) console.log(JSON.stringify(rows, null, 2));
  else console.table(rows);
  return 0;
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: Error) => {
    console.error(error.message);
    process.exit(1);
  },
);

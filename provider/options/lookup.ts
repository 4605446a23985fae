import type { OptionRow, OptionTable } from "./row";
import { OPTIONS } from "./table";

/** All rows with their API names, in the table's order. */
export function rows(table: OptionTable = OPTIONS): [name: string, row: OptionRow][] {
  return Object.entries(table);
}

/** The row of an API name or of its alias, under the API name. */
export function optionNamed(name: string, table: OptionTable = OPTIONS) {
  return find(table, (key, row) => key === name || row.alias?.name === name);
}

/** The row of a kernel name (a file under bonding/, a key in BONDING_OPTS) or of the kernel's alias for it. */
export function optionOfKernel(kernel: string, table: OptionTable = OPTIONS) {
  return find(table, (_, row) => row.kernel === kernel || row.alias?.kernel === kernel);
}

function find(table: OptionTable, wanted: (name: string, row: OptionRow) => boolean) {
  const found = rows(table).find(([name, row]) => wanted(name, row));
  return found && { name: found[0], row: found[1] };
}

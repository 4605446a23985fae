import type { OptionRow, OptionTable } from "./row";

const HEAD = ["option", "kernel", "values", "default", "modes", "changes", "meaning and conditions"];

/**
 * The option table as a Markdown table, for people.
 *
 * @param table The rows.
 * @param meanings What stands above each row in the source, by API name.
 */
export function optionsMarkdown(table: OptionTable, meanings: Readonly<Record<string, string>>): string {
  const lines = Object.entries(table).map(([name, row]) => [
    code(name),
    code(row.kernel),
    values(row),
    defaultOf(row),
    row.modes.length === 7 ? "all" : row.modes.join(", "),
    changes(row),
    meanings[name] ?? "",
  ]);
  return [HEAD, HEAD.map(() => "---"), ...lines].map((cells) => `| ${cells.map(escaped).join(" | ")} |`).join("\n");
}

const CHANGES = { live: "live", down: "bond down", empty: "no members", netlink: "refused" } as const;

function changes({ change, changeOnOldKernels, interrupts, notPersistent }: OptionRow): string {
  if (notPersistent) return "refused";
  const price = interrupts ? ", a moment without traffic" : "";
  return CHANGES[change] + price + (changeOnOldKernels ? ` (CentOS 7: ${CHANGES[changeOnOldKernels]})` : "");
}

const code = (text: string) => `\`${text}\``;
const escaped = (cell: string) => cell.replaceAll("|", "\\|");

function values(row: OptionRow): string {
  switch (row.type) {
    case "integer":
      return `${row.min}..${row.max}${row.unit ? ` ${row.unit}` : ""}`;
    case "word":
      return row.words.map((word, number) => `${code(word)} (${number})`).join(", ");
    case "flag":
      return "true, false";
    case "mac":
      return "MAC address";
    case "member":
      return "a member";
    case "perMember":
      return `by member: ${row.min}..${row.max}`;
    default:
      return `at most ${row.most} ${row.type === "ipv4List" ? "IPv4" : "IPv6"} addresses`;
  }
}

function defaultOf(row: OptionRow): string {
  if (row.default === "" || (Array.isArray(row.default) && row.default.length === 0)) return "none";
  return row.type === "word" || row.type === "mac" ? code(String(row.default)) : String(row.default);
}

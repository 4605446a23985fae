import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** What a client can ask of a host; every word is one run of a script. */
export type HostAction = "observe" | "examine" | "begin" | "tidy" | "follow" | "confirm" | "rollback" | "transactions";

const LOOK = ["lib", "digest", "observe", "../stacks/networkmanager/observe", "above"];
const CHANGE = [
  ...LOOK,
  "ops",
  "links",
  "routes",
  "missing",
  "recall",
  "stack",
  "../stacks/networkmanager/stack",
  "checks",
  "probes",
  "files",
  "timer",
  "undo",
  "worker",
  "transaction",
];
const PARTS: Record<HostAction, readonly string[]> = {
  observe: LOOK,
  examine: ["lib", "examine"],
  begin: [...CHANGE, "request", "begin", "client"],
  tidy: [...CHANGE, "begin", "client"],
  follow: [...CHANGE, "client"],
  confirm: [...CHANGE, "client", "abandon", "confirm"],
  rollback: [...CHANGE, "client", "abandon", "rollback"],
  transactions: [...CHANGE, "client"],
};

/** The folder with the *.sh files: `provider/host` of the package, beside `bin` where this module is built to. */
function scriptFolder(): string {
  let folder = __dirname;
  while (!folder.endsWith("bin")) folder = dirname(folder);
  return join(dirname(folder), "provider", "host");
}

const parts = new Map<string, string>();

function part(name: string): string {
  let text = parts.get(name);
  if (text === undefined) {
    text = readFileSync(join(scriptFolder(), `${name}.sh`), "utf8");
    parts.set(name, text);
  }
  return text;
}

/**
 * The script for one action: POSIX sh, the same text for every host and every plan; whatever it needs to know reaches it
 * on standard input. Only `confirm` asks its client back; no other leaves the client's descriptor to what it starts.
 */
export function hostScript(action: HostAction): string {
  const alone = action === "confirm" ? "" : "exec 6<&-\n";
  return `${PARTS[action].map(part).join("\n")}\n${alone}${action}\n`;
}

/** The copy that a transaction keeps for its worker, timer and boot guard: called with one of these words and its folder. */
export function transactionScript(): string {
  return `${CHANGE.map(part).join("\n")}\nrun_from_copy "$@"\n`;
}

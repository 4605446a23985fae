import { noSuchBond } from "../drift";
import type { Observed } from "../model/observed";
import type { BondState } from "../model/state";
import { bondState } from "../observe/state";
import { look } from "../verbs/look";
import { type Call, CommandError, EXIT, type HostCommand } from "./command";
import { isHealthy, statusTable } from "./table";

/** `status root@host [device ...]`: every bond of the host, or those named. */
export const STATUS: HostCommand = {
  name: "status",
  words: "[device...]",
  summary: "print the bonds of a host: members, links, LACP partner, what is wrong",
  options: [["--json", 'print the output "state" as JSON, by device unless one is named']],
  run: status,
};

async function status({ connection, words, flags, io }: Call): Promise<number> {
  const states = bondsOf(await look(connection), words, connection.host);
  io.out(flags.json === true ? json(states, words) : table(states, connection.host));
  const all = Object.values(states);
  return all.length > 0 && all.every(isHealthy) ? EXIT.well : EXIT.unwell;
}

/** The states of the named bonds, of all when none is named. */
function bondsOf(observed: Observed, devices: string[], host: string): Record<string, BondState> {
  const names = devices.length > 0 ? devices : Object.keys(observed.bonds).sort();
  return Object.fromEntries(
    names.map((device) => {
      const state = bondState(observed, device);
      if (state === undefined) throw new CommandError(noSuchBond(observed, device, host));
      return [device, state];
    }),
  );
}

/** One named bond is its state; otherwise states by device. */
function json(states: Record<string, BondState>, words: string[]): string {
  const value = words.length === 1 ? states[words[0] ?? ""] : states;
  return `${JSON.stringify(value, null, 2)}\n`;
}

function table(states: Record<string, BondState>, host: string): string {
  const tables = Object.entries(states).map(([device, state]) => statusTable(state, device, host));
  return tables.length === 0 ? `There are no bonds on ${host}.\n` : tables.join("\n");
}

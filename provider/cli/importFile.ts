import { idOf } from "../../sdk/id";
import { PROVIDER_TEXT, RESOURCE_TYPE } from "../../sdk/providerText";
import { type Checked, check } from "../check";
import { noSuchBond } from "../drift";
import { quoted } from "../model/account";
import type { Observed } from "../model/observed";
import type { Connection } from "../ssh";
import { configurationOf, declarationOf } from "../verbs/compared";
import { outputs } from "../verbs/outputs";
import { plain } from "../verbs/plain";
import { CommandError } from "./command";

/** One bond as it enters a stack. */
export interface Imported {
  name: string;
  id: string;
  inputs: Record<string, unknown>;
  outputs: Record<string, unknown>;
  /** Properties that the host has and no program can declare, with the reason: they are left out. */
  leftOut: LeftOut[];
  /** What a reader of the files may take for something else than it is. */
  notes: string[];
}

interface LeftOut {
  property: string;
  value: unknown;
  reason: string;
}

/** A bond that is there as a program would have declared it: inputs in the normal form of check, outputs as after a read. */
export function importedBond(observed: Observed, connection: Connection, device: string, name: string): Imported {
  const { host } = connection;
  const args = declarationOf(observed, device);
  if (args === undefined) throw new CommandError(noSuchBond(observed, device, host));
  const lost = unsayable(observed, device);
  if (lost.length > 0) throw new CommandError(refused(device, host, "its files say what no program can say", lost));
  const given = plain({ connection: withoutSecrets(connection), ...args });
  const { leftOut, inputs } = sayable(given, device, host);
  return {
    name,
    id: idOf(host, device),
    inputs,
    outputs: outputs(inputs, observed),
    leftOut,
    notes: notesOf(observed, device),
  };
}

/** Lines that nobody could say again: what reads on behind them is not the whole truth. */
function unsayable(observed: Observed, device: string): string[] {
  const lines = configurationOf(observed, device).accounts.flatMap(({ path, entries }) =>
    entries.flatMap((entry) => (entry.fate === "unknown" ? [[quoted(path, entry), entry.why] as const] : [])),
  );
  return [...new Map(lines.reverse())].reverse().map(([line, why]) => `${line}: ${why}`); // the first reason of each
}

/** Lines that do nothing although they look as if they did, and options that stand outside quotes. */
function notesOf(observed: Observed, device: string): string[] {
  return configurationOf(observed, device).accounts.flatMap(({ path, entries }) =>
    entries.flatMap((entry) => {
      if (entry.fate === "without effect" && entry.why.includes("the scripts skip"))
        return [`${quoted(path, entry)} does nothing and goes at the first update: ${entry.why}`];
      const others = entries.filter(
        (one) => one.line === entry.line && one.fate === "key" && one.key !== "BONDING_OPTS",
      );
      if (entry.fate !== "property" || entry.property !== "options" || others.length === 0) return [];
      return [`${quoted(path, entry)}: BONDING_OPTS ends at the first blank, because the rest stands outside quotes`];
    }),
  );
}

const refused = (device: string, host: string, why: string, lines: readonly string[]) =>
  `Unable to import ${device} from ${host}: ${why}. Change or remove on the host what is named, then import again.\n${lines.map((line) => `  ${line}`).join("\n")}`;

/** The inputs without what check refuses; without its mode or members nothing is left of a bond. */
function sayable(given: Record<string, unknown>, device: string, host: string): Pick<Imported, "inputs" | "leftOut"> {
  // Check shows no values of extraKeys, and so names no property for them.
  const failures = check(given).failures.map(({ property, reason }) => ({
    property: property === "" && reason.startsWith("extraKeys") ? "extraKeys" : property,
    reason,
  }));
  const leftOut = failures
    .filter(({ property }) => !ESSENTIAL.includes(property))
    .map(({ property, reason }) => ({ property, reason, value: given[property] }));
  const names = leftOut.map(({ property }) => property);
  const rest = Object.fromEntries(Object.entries(given).filter(([name]) => !names.includes(name)));
  const { inputs, failures: still }: Checked = check(rest);
  if (still.length === 0) return { inputs, leftOut };
  const reasons = [...failures, ...still].map(({ property, reason }) => `${property || "bond"}: ${reason}`);
  throw new CommandError(refused(device, host, "no program can declare it as it is", [...new Set(reasons)]));
}

const ESSENTIAL = ["", "device", "mode", "members", "connection"];

/** Passwords stay where they came from: a file of inputs is not the place for them. */
function withoutSecrets(connection: Connection): Connection {
  const { password: _password, privateKeyPassword: _passphrase, sudo, ...rest } = connection;
  return { ...rest, ...(sudo !== undefined && { sudo: sudo !== false }) };
}

/** The text for `pulumi import --file`: both maps name the provider, because it is looked for in either. */
export function importFileText(bonds: Imported[]): string {
  const resources = bonds.map(({ name, id, inputs, outputs }) => ({
    type: RESOURCE_TYPE,
    name,
    id,
    inputs: { ...inputs, __provider: PROVIDER_TEXT },
    outputs: { ...outputs, __provider: PROVIDER_TEXT },
  }));
  return `${JSON.stringify({ resources }, null, 2)}\n`;
}

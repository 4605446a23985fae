import { optionNamed } from "../options/lookup";
import type { OptionTable } from "../options/row";
import { nearest } from "./nearest";
import { meant } from "./words";

const OUTPUTS = ["proc", "state", "drift", "machineId"];
const CONNECTION = ["host", "port", "user", "privateKey", "privateKeyPath", "password", "hostKey", "proxy", "sudo"];

/** What to say of a property that the resource does not have. Its value is never shown: it may be a password. */
export function strangerReason(name: string, properties: readonly string[], table: OptionTable): string {
  const shown = JSON.stringify(name.slice(0, 40));
  if (OUTPUTS.includes(name)) return `${name} is an output: the host says what it is. Leave it out.`;
  if (optionNamed(name, table)) return `${name} is an option of the bond. Write it inside options.`;
  if (CONNECTION.includes(name)) return `${name} is about the way to the host. Write it inside connection.`;
  const near = meant(name, table) ?? nearest(name, properties);
  return `A bond has no property ${shown}. ${near ? `Did you mean ${near}?` : `It has ${properties.join(", ")}.`}`;
}

import { idOf } from "../../sdk/id";
import { PROVIDER_TEXT, RESOURCE_TYPE } from "../../sdk/providerText";
import { type Checked, check } from "../check";
import { asDeclared, noSuchBond } from "../drift";
import type { Observed } from "../model/observed";
import type { Connection } from "../ssh";
import { outputs } from "../verbs/outputs";
import { plain } from "../verbs/plain";
import { CommandError } from "./command";

/** One bond as it enters a stack. */
export interface Imported {
  name: string;
  id: string;
  inputs: Record<string, unknown>;
  outputs: Record<string, unknown>;
}

/** A bond that is there as a program would have declared it: inputs in the normal form of check, outputs as after a read. */
export function importedBond(observed: Observed, connection: Connection, device: string, name: string): Imported {
  const { host } = connection;
  const args = asDeclared(observed, device);
  if (args === undefined) throw new CommandError(noSuchBond(observed, device, host));
  const { inputs, failures }: Checked = check(plain({ connection: withoutSecrets(connection), ...args }));
  if (failures.length > 0) {
    const reasons = failures.map(({ property, reason }) => `  ${property || "bond"}: ${reason}`).join("\n");
    throw new CommandError(
      `Unable to import ${device} from ${host}: no program can declare it as it is. Change on the host what is named, then import again.\n${reasons}`,
    );
  }
  return { name, id: idOf(host, device), inputs, outputs: outputs(inputs, observed) };
}

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

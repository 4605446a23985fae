import type { Bag } from "../verbs/outputs";

/** A variable of the provider's configuration: `linux-bond:NAME` in a stack's, or an argument of an explicit provider. */
interface Variable {
  name: string;
  type: "string" | "integer" | "boolean";
  meaning: string;
  secret?: true;
  /** Environment variable that stands in for it. */
  env?: string;
}

export const VARIABLES: readonly Variable[] = [
  { name: "host", meaning: "Host of bonds whose connection names none.", type: "string" },
  {
    name: "port",
    meaning: "TCP port of that host's SSH server, 1..65535. Default: that of `~/.ssh/config`, else 22.",
    type: "integer",
  },
  { name: "sudo", meaning: "Whether to become root through sudo. Default false: the user is root.", type: "boolean" },
  { name: "user", meaning: "User to log in as. Default: that of `~/.ssh/config`, else `root`.", type: "string" },
  {
    name: "privateKey",
    meaning: "Contents of a private key (OpenSSH, PEM or PPK). Default: the agent, then the user's own keys.",
    type: "string",
    secret: true,
  },
  { name: "privateKeyPassword", meaning: "Passphrase of the private key.", type: "string", secret: true },
  { name: "privateKeyPath", meaning: "File with a private key on the machine that runs Pulumi.", type: "string" },
  { name: "password", meaning: "Password to log in with.", type: "string", secret: true },
  {
    name: "hostKey",
    meaning: "The host key to accept and no other, or its fingerprint. Default: known_hosts decides.",
    type: "string",
  },
  {
    name: "knownHostsPath",
    meaning: "known_hosts file. Default: `~/.ssh/known_hosts` and `/etc/ssh/ssh_known_hosts`.",
    type: "string",
  },
  { name: "sudoPassword", meaning: "The password that sudo asks for.", type: "string", secret: true },
  {
    name: "previewAsksHosts",
    meaning:
      "Whether a preview asks the hosts what a change would do and what would refuse it. Default false: it asks none.",
    type: "boolean",
    env: "LINUX_BOND_PREVIEW_ASKS_HOSTS",
  },
];

export const SECRETS = VARIABLES.filter(({ secret }) => secret).map(({ name }) => name);

/** What the engine adds by itself. */
const ENGINES_OWN = ["version", "pluginDownloadURL", "__internal"];

/** What is wrong with a configuration, by variable. */
export function configurationFailures(
  given: Bag,
  isUnknown: (value: unknown) => boolean,
): [name: string, why: string][] {
  return Object.entries(given).flatMap(([name, value]): [string, string][] => {
    if (ENGINES_OWN.includes(name) || value === undefined || value === null || isUnknown(value)) return [];
    const variable = VARIABLES.find((one) => one.name === name);
    if (variable === undefined)
      return [[name, `there is no such setting. Write one of ${VARIABLES.map((one) => one.name).join(", ")}.`]];
    return read(variable, value) === undefined ? [[name, `expected ${WORDS[variable.type]}.`]] : [];
  });
}

const WORDS = { string: "a text", integer: "a whole number, 1..65535", boolean: "true or false" };

/** The value in its type: numbers and booleans come as text from a stack's configuration. Undefined: it is none. */
function read({ type }: Variable, value: unknown): string | number | boolean | undefined {
  const text = String(value);
  if (type === "string") return typeof value === "string" ? value : undefined;
  if (type === "boolean") return text === "true" ? true : text === "false" ? false : undefined;
  const number = Number(text);
  return /^\d+$/.test(text) && number >= 1 && number <= 65535 ? number : undefined;
}

/** The provider's configuration as the engine gave it, completed by the environment. */
export class Configuration {
  readonly #values: Bag;

  constructor(given: Bag = {}, environment: NodeJS.ProcessEnv = process.env) {
    this.#values = Object.fromEntries(
      VARIABLES.map((one) => [one.name, read(one, given[one.name] ?? environment[one.env ?? ""] ?? undefined)]),
    );
  }

  /** A variable by its key in a stack's configuration, as text. */
  get(key: string): string | undefined {
    const value = this.#values[key.replace(/^linux-bond:/, "")];
    return value === undefined ? undefined : String(value);
  }

  get previewAsksHosts(): boolean {
    return this.#values.previewAsksHosts === true;
  }

  /** A connection with the host, port and sudo that the program leaves to the configuration. */
  complete(connection: unknown): unknown {
    if (connection !== undefined && (typeof connection !== "object" || connection === null)) return connection;
    const { host, port, sudo } = this.#values;
    const own = { ...(connection as Bag | undefined) };
    if (own.host === undefined && host === undefined) return connection;
    const given = own.host === undefined ? { host, ...(port !== undefined && { port }) } : {};
    return { ...given, ...(sudo === true && { sudo }), ...own };
  }
}

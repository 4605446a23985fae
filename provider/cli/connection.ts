import { InvalidArgumentError, Option } from "commander";
import { type Connection, connectionProblems, type Hop } from "../ssh";
import { CommandError, type Flags } from "./command";

const number = (text: string): number => {
  if (text.trim() === "" || !Number.isFinite(Number(text))) throw new InvalidArgumentError("It is not a number.");
  return Number(text);
};

const several = (text: string, before: string[] = []): string[] => [...before, text];

/** Options of a connection that carry the resource's property of the same name. */
const PROPERTIES = [
  new Option("--port <number>", "SSH port (default: what ~/.ssh/config says, or 22)").argParser(number),
  new Option("--user <name>", "user to log in as (default: what ~/.ssh/config says, or root)"),
  new Option("--private-key-path <file>", "private key"),
  new Option("--agent-socket-path <path>", "socket of the SSH agent (default: SSH_AUTH_SOCK)"),
  new Option("--host-key <key>", "public key of the host, or its SHA256 fingerprint"),
  new Option("--known-hosts-path <file>", "known hosts (default: ~/.ssh/known_hosts)"),
  new Option("--insecure-ignore-host-key", "accept any host key: whoever answers gets what is sent"),
  new Option("--legacy-algorithms <name>", "allow an algorithm of old servers (repeatable)").argParser(several),
  new Option("--per-dial-timeout <seconds>", "time for one connection and login").argParser(number),
  new Option("--command-timeout <seconds>", "time for one command on the host").argParser(number),
  new Option("--keep-alive-timeout <seconds>", "silence after which a connection is given up").argParser(number),
] as const;

/** Every option that says how to reach the host. */
export const CONNECTION_OPTIONS: readonly Option[] = [
  ...PROPERTIES,
  new Option("--proxy <[user@]host[:port]>", "bastion on the way to the host"),
  new Option("--sudo", "become root with sudo"),
  new Option("--retries <number>", "further attempts to connect; -1 for no end").argParser(number).default(0),
];

/** Secrets have no options: a command line is seen by everybody on the machine. */
const SECRETS = {
  password: "LINUX_BOND_PASSWORD",
  privateKeyPassword: "LINUX_BOND_PRIVATE_KEY_PASSWORD",
} as const;
const SUDO_PASSWORD = "LINUX_BOND_SUDO_PASSWORD";

export const SECRETS_HELP = `Secrets come from the environment, because command lines are seen by all:
  ${[...Object.values(SECRETS), SUDO_PASSWORD].join(", ")}`;

/** The connection that `user@host` and the options describe, by the rules of the resource. Secrets come from `environment`. */
export function connectionOf(host: string, flags: Flags, environment: NodeJS.ProcessEnv): Connection {
  const given = PROPERTIES.map((option) => option.attributeName()).flatMap((name) =>
    flags[name] === undefined ? [] : [[name, flags[name]]],
  );
  const secrets = Object.entries(SECRETS).flatMap(([name, variable]) =>
    environment[variable] ? [[name, environment[variable]]] : [],
  );
  const password = environment[SUDO_PASSWORD];
  const connection = {
    ...hopOf(host),
    ...Object.fromEntries([...given, ...secrets]),
    dialErrorLimit: attempts(flags.retries),
    ...(flags.sudo === true && { sudo: password ? { password } : true }),
    ...(typeof flags.proxy === "string" && { proxy: hopOf(flags.proxy) }),
  } as Connection;
  const problems = connectionProblems(connection);
  if (problems.length > 0) {
    // A word whose host or user is wrong is not repeated: it may hold a password.
    const place = problems.some(({ property }) => /^(host|user)$/.test(property)) ? "" : ` to ${host}`;
    const reasons = problems.map(({ property, reason }) => `${property} ${reason}`);
    throw new CommandError(`Unable to connect${place}: ${reasons.join(" ")}`);
  }
  return connection;
}

/** A person at a terminal sees a failure at once; whoever waits for a host that boots says how long. */
function attempts(retries: unknown = 0): number {
  if (!Number.isInteger(retries) || Number(retries) < -1)
    throw new CommandError(`Unable to use --retries ${String(retries)}: write a whole number, or -1 for no end.`);
  return retries === -1 ? -1 : Number(retries) + 1;
}

/** `user@host`, `host:2222` or `user@[2001:db8::1]:2222`; what is not said is left to ~/.ssh/config. */
export function hopOf(text: string): Hop {
  const at = text.lastIndexOf("@");
  const place = text.slice(at + 1);
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d+))?$/.exec(place) ?? [];
  const host = bracketed ?? plain ?? place; // an IPv6 address without brackets has no port
  return { host, ...(at > 0 && { user: text.slice(0, at) }), ...(port !== undefined && { port: Number(port) }) };
}

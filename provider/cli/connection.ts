import type { ParseArgsConfig } from "node:util";
import { type Connection, connectionProblems, type Hop } from "../ssh";
import { CommandError, type Flags } from "./command";

/** The flags of a connection: the names of the resource's properties, in the shell's spelling. */
export const CONNECTION_FLAGS = {
  port: { type: "string" },
  user: { type: "string" },
  "private-key-path": { type: "string" },
  "agent-socket-path": { type: "string" },
  "host-key": { type: "string" },
  "known-hosts-path": { type: "string" },
  "insecure-ignore-host-key": { type: "boolean" },
  "legacy-algorithms": { type: "string", multiple: true },
  proxy: { type: "string" },
  sudo: { type: "boolean" },
  "dial-error-limit": { type: "string" },
  "per-dial-timeout": { type: "string" },
  "command-timeout": { type: "string" },
  "keep-alive-timeout": { type: "string" },
} as const satisfies ParseArgsConfig["options"];

const NUMBERS = ["port", "dial-error-limit", "per-dial-timeout", "command-timeout", "keep-alive-timeout"];

/** Secrets have no flags: a command line is seen by everybody on the machine. */
const SECRETS = {
  password: "LINUX_BOND_PASSWORD",
  privateKeyPassword: "LINUX_BOND_PRIVATE_KEY_PASSWORD",
} as const;
const SUDO_PASSWORD = "LINUX_BOND_SUDO_PASSWORD";

const camel = (flag: string) => flag.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** The connection that `user@host` and the flags describe, by the rules of the resource. Secrets come from `environment`. */
export function connectionOf(host: string, flags: Flags, environment: NodeJS.ProcessEnv): Connection {
  const given = Object.keys(CONNECTION_FLAGS).flatMap((flag) => {
    const value = flags[flag];
    return value === undefined || flag === "proxy" || flag === "sudo" ? [] : [[camel(flag), converted(flag, value)]];
  });
  const secrets = Object.entries(SECRETS).flatMap(([name, variable]) =>
    environment[variable] ? [[name, environment[variable]]] : [],
  );
  const password = environment[SUDO_PASSWORD];
  const connection = {
    ...hopOf(host),
    ...Object.fromEntries([...given, ...secrets]),
    ...(flags.sudo === true && { sudo: password ? { password } : true }),
    ...(typeof flags.proxy === "string" && { proxy: hopOf(flags.proxy) }),
  } as Connection;
  const problems = connectionProblems(connection).map(({ property, reason }) => `${property} ${reason}`);
  if (problems.length > 0) throw new CommandError(`Unable to connect to ${host}: ${problems.join(" ")}`);
  return connection;
}

function converted(flag: string, value: unknown): unknown {
  if (!NUMBERS.includes(flag)) return value;
  if (Number.isFinite(Number(value)) && value !== "") return Number(value);
  throw new CommandError(`Unable to use --${flag} ${String(value)}: it is not a number. Write a number.`);
}

/** `user@host`, `host:2222` or `user@[2001:db8::1]:2222`; what is not said is left to ~/.ssh/config. */
export function hopOf(text: string): Hop {
  const at = text.lastIndexOf("@");
  const place = text.slice(at + 1);
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d+))?$/.exec(place) ?? [];
  const host = bracketed ?? plain ?? place; // an IPv6 address without brackets has no port
  return { host, ...(at > 0 && { user: text.slice(0, at) }), ...(port !== undefined && { port: Number(port) }) };
}

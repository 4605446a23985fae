import type { Connection } from "../ssh";

/** Keys of `linux-bond:*` in the stack's configuration that stand in for what a connection leaves out. */
const KEYS = [
  "user",
  "privateKey",
  "privateKeyPassword",
  "privateKeyPath",
  "password",
  "hostKey",
  "knownHostsPath",
] as const;
const SUDO = "sudoPassword";

interface Config {
  get(key: string): string | undefined;
}

let config: Config | undefined;

/** Remembers the stack's configuration. Nothing is awaited: other calls may come before this one is answered. */
export function configure(given: Config): void {
  config = given;
}

/** A connection with what the stack's configuration adds; what the program says comes first. */
export function reach(connection: Connection): Connection {
  const given = KEYS.map((key) => [key, config?.get(`linux-bond:${key}`)] as const);
  const defaults = Object.fromEntries(given.filter(([, value]) => value !== undefined));
  const password = config?.get(`linux-bond:${SUDO}`);
  const sudo = password !== undefined && connection.sudo === true ? { sudo: { password } } : {};
  return { ...defaults, ...connection, ...sudo };
}

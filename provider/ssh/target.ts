import { homedir } from "node:os";
import { join } from "node:path";
import { type Alias, lookUp } from "./config/index.js";
import { type Connection, DEFAULTS, type Hop } from "./connection.js";
import { SshError } from "./errors.js";
import { expandHome, reason } from "./local.js";

/** A machine with everything decided: where it is, who it should be, what opens it, and the machine before it. */
export interface Target {
  /** As the user wrote it; every message names the host so. */
  name: string;
  host: string;
  port: number;
  user: string;
  hop: Hop;
  /** Name to look up in known_hosts. */
  keyName: string;
  keyPort: number;
  knownHosts: string[];
  /** Key files of `~/.ssh/config`, or the usual ones when nothing names any. */
  identityFiles: string[];
  /** Whether `identityFiles` are only the usual ones, which need not exist. */
  usualIdentities: boolean;
  identitiesOnly: boolean;
  agent?: string;
  via?: Target;
}

const MAX_HOPS = 8;

/** Decides everything about a connection that can be decided without touching the network. */
export function resolveTarget(connection: Hop): Target {
  return resolveHop(connection, 0);
}

/** A connection's bounds, with what holds where it says nothing. Seconds. */
export function bounds(connection: Connection) {
  const { dialErrorLimit, perDialTimeout, commandTimeout, keepAliveTimeout } = { ...DEFAULTS, ...connection };
  return { dialErrorLimit, perDialTimeout, commandTimeout, keepAliveTimeout };
}

function resolveHop(hop: Hop, depth: number): Target {
  const name = hop.host.replace(/^\[(.*)\]$/, "$1");
  if (depth > MAX_HOPS)
    throw new SshError(
      "unreachable",
      name,
      `Unable to connect to ${name}: more than ${MAX_HOPS} hops on the way. Check proxy and ProxyJump for a loop.`,
    );
  const alias = aliasOf(hop, name);
  const host = alias.hostName;
  const port = alias.port ?? DEFAULTS.port;
  const via = previous(hop, alias, name, depth);
  const agent = agentSocket(hop, alias);
  return {
    name,
    host,
    port,
    user: alias.user ?? DEFAULTS.user,
    hop,
    keyName: alias.hostKeyAlias ?? host,
    keyPort: alias.hostKeyAlias === undefined ? port : DEFAULTS.port,
    knownHosts: knownHostsFiles(hop, alias),
    ...identities(alias),
    ...(agent === undefined ? {} : { agent }),
    ...(via === undefined ? {} : { via }),
  };
}

/** What the SSH configuration adds to what the connection says itself. */
function aliasOf(hop: Hop, name: string): Alias {
  try {
    return lookUp({ host: name, defaultUser: DEFAULTS.user, given: saidBy(hop) });
  } catch (error) {
    throw new SshError("unreachable", name, `Unable to connect to ${name}: ${reason(error)}`);
  }
}

/** The connection's own words, as ssh would take them from its command line: they come before every line of a file. */
function saidBy({ port, user, proxy, knownHostsPath, agentSocketPath }: Hop): Record<string, string[]> {
  return {
    ...(port !== undefined && { port: [String(port)] }),
    ...(user !== undefined && { user: [user] }),
    ...(proxy !== undefined && { proxyjump: ["none"], proxycommand: ["none"] }),
    ...(knownHostsPath !== undefined && { userknownhostsfile: ["none"], globalknownhostsfile: ["none"] }),
    ...(agentSocketPath !== undefined && { identityagent: ["none"] }),
  };
}

/** The machine before this one: `proxy`, else the last of ProxyJump, which is reached through the ones before it. */
function previous(hop: Hop, alias: Alias, name: string, depth: number): Target | undefined {
  if (hop.proxy) return resolveHop(hop.proxy, depth + 1);
  if (alias.proxyCommand !== undefined)
    throw new SshError(
      "unreachable",
      name,
      `Unable to connect to ${name}: ~/.ssh/config gives it a ProxyCommand, which cannot be used here. Write the way as ProxyJump, or as proxy of the connection.`,
    );
  const chain = alias.proxyJump.reduce<Hop | undefined>(
    (proxy, text) => ({ ...parseJump(text), ...(proxy && { proxy }) }),
    undefined,
  );
  return chain && resolveHop(chain, depth + 1);
}

/** `user@host:port`, `[::1]:2222` or `ssh://user@host:port`. */
function parseJump(text: string): Hop {
  const bare = text.trim().replace(/^ssh:\/\//, "");
  const at = bare.lastIndexOf("@");
  const place = bare.slice(at + 1);
  const [, host = place, port] = /^(\[[^\]]+\]|[^:]+)(?::(\d+))?$/.exec(place) ?? [];
  return { host, ...(at > 0 && { user: bare.slice(0, at) }), ...(port && { port: Number(port) }) };
}

function knownHostsFiles(hop: Hop, alias: Alias): string[] {
  if (hop.knownHostsPath !== undefined) return [expandHome(hop.knownHostsPath)];
  const own = alias.knownHostsFiles ?? [join(homedir(), ".ssh/known_hosts")];
  return [...own, ...(alias.globalKnownHostsFiles ?? ["/etc/ssh/ssh_known_hosts"])];
}

function identities(alias: Alias): Pick<Target, "identityFiles" | "usualIdentities" | "identitiesOnly"> {
  const usual = ["id_ed25519", "id_ecdsa", "id_rsa"].map((file) => join(homedir(), ".ssh", file));
  const usualIdentities = alias.identityFiles === undefined;
  const identityFiles = alias.identityFiles ?? usual;
  return { identityFiles, usualIdentities, identitiesOnly: alias.identitiesOnly };
}

function agentSocket(hop: Hop, alias: Alias): string | undefined {
  if (hop.agentSocketPath !== undefined) return expandHome(hop.agentSocketPath) || undefined;
  const named = alias.identityAgent;
  if (named === "none") return undefined;
  const fromConfig = named === undefined || named === "SSH_AUTH_SOCK" ? undefined : expandHome(named);
  return fromConfig ?? (process.env.SSH_AUTH_SOCK || undefined);
}

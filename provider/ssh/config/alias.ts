import { isIP } from "node:net";
import { homedir, hostname, userInfo } from "node:os";
import { expandHome } from "../local.js";
import type { Settings } from "./keywords.js";
import { expandHostName, type Query, Reading, type Source, sources } from "./read.js";

/** What `~/.ssh/config` and `/etc/ssh/ssh_config` say about a host alias. */
export interface Alias {
  /** The name to connect to: `HostName`, else the alias itself. */
  hostName: string;
  port?: number;
  user?: string;
  /** Undefined when no line names any; empty after `none`. */
  identityFiles?: string[];
  identitiesOnly: boolean;
  /** `none` turns the agent off. */
  identityAgent?: string;
  /** Hops as written, nearest to us first. */
  proxyJump: string[];
  proxyCommand?: string;
  hostKeyAlias?: string;
  knownHostsFiles?: string[];
  globalKnownHostsFiles?: string[];
}

/**
 * Looks an alias up as OpenSSH does: the user's file, then the machine's, the first value wins. No command is run and
 * no name is resolved.
 *
 * @throws Error, mostly ConfigProblem, for what cannot be followed
 */
export function lookUp(query: Query, from: Source[] = sources()): Alias {
  const reading = new Reading(query, from);
  const { settings } = reading;
  const named = settings.one("hostname");
  const expanded = named === undefined ? query.host : expandHostName(named, query.host);
  const hostName = isIP(expanded) === 0 ? expanded.toLowerCase() : expanded;
  if (canonicalizes(settings, hostName) || reading.wantsFinal) reading.again(hostName);
  return toAlias(settings, hostName, query);
}

/** Whether OpenSSH would read the files once more for the full name. A name that it would look up is refused. */
function canonicalizes(settings: Settings, hostName: string): boolean {
  const wish = settings.one("canonicalizehostname") ?? "no";
  if (wish === "no") return false;
  const direct = settings.way("proxyjump") === undefined && settings.way("proxycommand") === undefined;
  const dots = hostName.split(".").length - 1;
  const looksUp = isIP(hostName) === 0 && dots <= Number(settings.one("canonicalizemaxdots") ?? 1);
  const domains = settings.all("canonicaldomains").filter((domain) => domain.toLowerCase() !== "none");
  if (looksUp && domains.length > 0 && (direct || wish === "always"))
    throw new Error(
      "CanonicalizeHostname of the SSH configuration would look its full name up, which is not done here. Write the full name as host.",
    );
  return true;
}

function toAlias(settings: Settings, hostName: string, { host, defaultUser }: Query): Alias {
  const port = settings.one("port");
  const user = settings.one("user");
  const hostKeyAlias = settings.one("hostkeyalias");
  const values: Record<string, string> = {
    d: homedir(),
    h: hostName,
    i: String(userInfo().uid),
    k: hostKeyAlias ?? host,
    l: hostname(),
    L: hostname().replace(/\..*/, ""),
    n: host,
    p: port ?? "22",
    r: user ?? defaultUser,
    u: userInfo().username,
    "%": "%",
  };
  const files = (keyword: string): string[] | undefined => {
    const written = settings.all(keyword);
    if (written.length === 0) return undefined;
    return written.filter((file) => file.toLowerCase() !== "none").map((file) => expand(file, values));
  };
  const agent = settings.one("identityagent");
  return {
    hostName,
    ...given("port", port === undefined ? undefined : Number(port)),
    ...given("user", user),
    ...given("identityFiles", files("identityfile")),
    identitiesOnly: settings.one("identitiesonly") === "yes",
    ...given("identityAgent", agent === undefined ? undefined : agentPath(agent, values)),
    proxyJump: settings.way("proxyjump")?.split(",") ?? [],
    ...given("proxyCommand", settings.way("proxycommand")),
    ...given("hostKeyAlias", hostKeyAlias),
    ...given("knownHostsFiles", files("userknownhostsfile")),
    ...given("globalKnownHostsFiles", files("globalknownhostsfile")),
  };
}

/** `none`, `SSH_AUTH_SOCK`, `$VARIABLE`, or a path. */
function agentPath(written: string, values: Record<string, string>): string {
  if (/^none$/i.test(written)) return "none";
  if (written === "SSH_AUTH_SOCK") return written;
  const [, variable] = /^\$(\w+)$/.exec(written) ?? [];
  return variable === undefined ? expand(written, values) : (process.env[variable] ?? "none");
}

/** A file name with its `~`, `%` tokens and `${VARIABLE}`. */
function expand(path: string, values: Record<string, string>): string {
  return expandHome(path).replace(/%(.?)|\$\{(\w+)\}/g, (whole, token?: string, variable?: string) => {
    const value = variable === undefined ? values[token ?? ""] : process.env[variable];
    if (value === undefined)
      throw new Error(`the SSH configuration has a file name with ${whole}, which is not known here. Write it out.`);
    return value;
  });
}

/** `{ key: value }`, or nothing when there is no value. */
function given<K extends keyof Alias>(key: K, value: Alias[K] | undefined): Partial<Record<K, Alias[K]>> {
  return value === undefined ? {} : ({ [key]: value } as Partial<Record<K, Alias[K]>>);
}

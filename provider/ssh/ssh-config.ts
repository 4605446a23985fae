import { readdirSync } from "node:fs";
import { homedir, userInfo } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import SSHConfig, { glob } from "ssh-config";
import { expandHome, readIfThere } from "./local.js";

/** What `~/.ssh/config` and `/etc/ssh/ssh_config` say about a host alias. */
export interface Alias {
  hostName?: string;
  port?: number;
  user?: string;
  identityFiles: string[];
  identitiesOnly: boolean;
  /** `none` turns the agent off. */
  identityAgent?: string;
  /** Hops as written, nearest to us first. */
  proxyJump: string[];
  proxyCommand?: string;
  hostKeyAlias?: string;
  knownHostsFiles: string[];
}

/**
 * Looks an alias up as OpenSSH does: the user's file, then the machine's, first value wins.
 *
 * @param host - as the user wrote it
 * @param user - the user the connection names, for `Match user`
 */
export function lookUp(host: string, user: string | undefined): Alias {
  const files: [string, string][] = [
    [join(homedir(), ".ssh/config"), join(homedir(), ".ssh")],
    ["/etc/ssh/ssh_config", "/etc/ssh"],
  ];
  const text = files.map(([file, folder]) => withIncludes(file, folder, 0)).join("\nHost *\n");
  const query = user === undefined ? { Host: host } : { Host: host, User: user };
  const found = SSHConfig.parse(text).compute(query, { ignoreCase: true });
  return toAlias(found, host, user);
}

function toAlias(found: Record<string, string | string[]>, host: string, user: string | undefined): Alias {
  const all = (key: string) => [found[key] ?? []].flat().filter((value) => value !== "");
  const one = (key: string) => all(key)[0];
  const hostName = one("hostname")?.replaceAll("%h", host).replaceAll("%%", "%");
  const remote = user ?? one("user") ?? "root";
  const expand = (path: string) => expandHome(tokens(path, { h: hostName ?? host, r: remote }));
  const jump = one("proxyjump");
  return {
    ...given("hostName", hostName),
    ...given("port", one("port") === undefined ? undefined : Number(one("port"))),
    ...given("user", user === undefined ? one("user") : undefined),
    ...given("identityAgent", one("identityagent")),
    ...given("hostKeyAlias", one("hostkeyalias")),
    ...given("proxyCommand", one("proxycommand") === "none" ? undefined : all("proxycommand").join(" ") || undefined),
    identityFiles: all("identityfile")
      .filter((file) => file !== "none")
      .map(expand),
    identitiesOnly: one("identitiesonly")?.toLowerCase() === "yes",
    proxyJump: jump === undefined || jump === "none" ? [] : jump.split(","),
    knownHostsFiles: all("userknownhostsfile")
      .flatMap((value) => value.split(/\s+/))
      .map(expand),
  };
}

/** `%d`, `%h`, `%r`, `%u` and `%%` of file names. */
function tokens(path: string, { h, r }: { h: string; r: string }): string {
  const values: Record<string, string> = { d: homedir(), h, r, u: userInfo().username, "%": "%" };
  return path.replace(/%([dhru%])/g, (_, token: string) => values[token] ?? "");
}

/** `{ key: value }`, or nothing when there is no value. */
function given<K extends keyof Alias>(key: K, value: Alias[K] | undefined): Partial<Record<K, Alias[K]>> {
  return value === undefined ? {} : ({ [key]: value } as Partial<Record<K, Alias[K]>>);
}

/** The text of a file with its `Include` lines replaced by what they name. At most 16 deep, as OpenSSH. */
function withIncludes(file: string, folder: string, depth: number): string {
  const text = depth > 16 ? undefined : readIfThere(file);
  return (text ?? "").replace(/^[ \t]*include[ \t=]+(.+)$/gim, (_, names: string) =>
    names
      .trim()
      .split(/\s+/)
      .flatMap((name) => filesLike(resolve(folder, expandHome(name.replaceAll('"', "")))))
      .map((name) => withIncludes(name, folder, depth + 1))
      .join("\n"),
  );
}

/** Files that a path with wildcards in its last part names, in their alphabetical order. */
function filesLike(path: string): string[] {
  if (!/[*?]/.test(path)) return [path];
  try {
    const names = readdirSync(dirname(path)).sort();
    return names.filter((name) => glob(basename(path), name)).map((name) => join(dirname(path), name));
  } catch {
    return [];
  }
}

import { execFile } from "node:child_process";
import type { Lab } from "./lab";

type Connection = ReturnType<Lab["connection"]>;

const QUIET = ["-o", "BatchMode=yes", "-o", "ConnectTimeout=20", "-o", "LogLevel=ERROR"];

/** The words behind `ssh` that lead to the machine, whatever this user's own configuration says; a command may follow. */
export const sshWords = (to: Connection, ...options: string[]): string[] => [
  ...["-F", "none", "-i", to.privateKeyPath, "-o", `UserKnownHostsFile=${to.knownHostsPath}`],
  ...[...options, "-p", String(to.port), `${to.user}@${to.host}`],
];

/** What OpenSSH's own client gets for a command, over the machine's own network, as a user types it. */
export function plainSsh(to: Connection, command: string): Promise<string> {
  return new Promise((resolve) =>
    execFile("ssh", [...sshWords(to, ...QUIET), command], (error, stdout, stderr) =>
      resolve(error ? `failed: ${stderr}` : stdout),
    ),
  );
}

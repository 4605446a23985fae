import { execFile } from "node:child_process";
import type { Lab } from "./lab";

const OPTIONS = ["-F", "none", "-o", "BatchMode=yes", "-o", "ConnectTimeout=20", "-o", "LogLevel=ERROR"];

/** What OpenSSH's own client gets for a command, over the machine's own network, as a user types it. */
export function plainSsh(to: ReturnType<Lab["connection"]>, command: string): Promise<string> {
  const who = ["-i", to.privateKeyPath, "-p", String(to.port), `${to.user}@${to.host}`];
  const words = [...OPTIONS, "-o", `UserKnownHostsFile=${to.knownHostsPath}`, ...who, command];
  return new Promise((resolve) =>
    execFile("ssh", words, (error, stdout, stderr) => resolve(error ? `failed: ${stderr}` : stdout)),
  );
}

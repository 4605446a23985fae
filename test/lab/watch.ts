import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Lab } from "./lab";

/** Command lines and environments of all processes of this machine, looked at again and again until `end`. */
export function watchProcesses(): { end: () => { commands: string; environments: string } } {
  const seen = { cmdline: new Set<string>(), environ: new Set<string>() };
  const look = () => {
    for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name)))
      for (const file of ["cmdline", "environ"] as const)
        try {
          const words = readFileSync(join("/proc", pid, file), "utf8").split("\0");
          for (const word of words) seen[file].add(word);
        } catch {
          // The process has ended meanwhile, or is another user's.
        }
  };
  const timer = setInterval(look, 40);
  return {
    end: () => {
      clearInterval(timer);
      return { commands: [...seen.cmdline].join("\n"), environments: [...seen.environ].join("\n") };
    },
  };
}

/** From now on the machine's processes are noted, and files have a time to be compared with. */
const BEGIN = `
mkdir -p /run/watch
touch /run/watch/begin /run/watch/on
{
  while [ -e /run/watch/on ]; do cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ; sleep 0.3; done |
    tr '\\0' '\\n' | awk '!seen[$0]++ { print; fflush() }' >/run/watch/processes
} </dev/null >/dev/null 2>&1 &
`;

/** Every file whose content or attributes changed since then: one that did not change cannot hold what is newer. */
const CHANGED = `
sync
find / /run /tmp /dev/shm -xdev -type f -cnewer /run/watch/begin ! -path '/run/watch/*' |
  tar --create --file - --files-from - --ignore-failed-read 2>/dev/null
`;

/** What was noted of the machine under test. */
interface Watch {
  /** The journal, and all files that were written since the watch began, as they are now. */
  files(): Promise<string>;
  /** Ends the watch; gives the command lines and environments of all processes that were seen. */
  end(): Promise<string>;
}

/** Watches the machine under test. */
export async function watchMachine(lab: Lab): Promise<Watch> {
  await lab.machine("sh -s", BEGIN);
  return {
    files: async () => {
      const journal = await lab.machine("journalctl --no-pager -b -o export");
      return journal.stdout + (await lab.machine(CHANGED)).stdout;
    },
    end: async () => (await lab.machine("rm /run/watch/on; cat /run/watch/processes")).stdout,
  };
}

import type { Random } from "./random";

/** What happens to a command of the host: not there at all, or one of its calls fails or hangs. */
export type Harm = "missing" | "fails" | "hangs";

/** Commands whose failure the scripts must survive, whichever of their calls it is. */
const FAIL = [
  ...["ip", "mv", "cp", "rm", "cat", "awk", "grep", "stat", "cmp", "sync", "flock", "env", "sha256sum", "sort", "find"],
  ...[
    "systemd-run",
    "systemctl",
    "timeout",
    "ifup",
    "ifdown",
    "sed",
    "df",
    "sleep",
    "chmod",
    "tail",
    "readlink",
    "mkdir",
  ],
] as const;
/** Commands that may really wait for something: the kernel, a server, systemd, a disk. */
const HANG = ["ip", "ifup", "ifdown", "systemd-run", "mv"] as const;
const MISSING = [
  "ip",
  "mv",
  "cp",
  "flock",
  "ifup",
  "ifdown",
  "systemd-run",
  "setsid",
  "timeout",
  "awk",
  "sha256sum",
] as const;

export interface Wrapped {
  command: string;
  harm: Harm;
  /** Which of its calls, counted from the operation's beginning. */
  call: number;
}

const COMMANDS: Record<Harm, readonly [string, ...string[]]> = { missing: MISSING, fails: FAIL, hangs: HANG };

export function wrapped(harm: Harm, random: Random): Wrapped {
  const command = random.pick(COMMANDS[harm]);
  return { command, harm, call: 1 + Math.floor(random.next() ** 2 * 30) };
}

const FOLDER = "/var/tmp/torture";
const HARM: Record<Harm, string> = { missing: "exit 127", fails: "exit 1", hangs: "exec /bin/sleep 31415" };

/** Puts a program in the command's place that counts its calls; the file itself stays as it is. */
export function wrap({ command, harm, call }: Wrapped): string {
  const calls = harm === "missing" ? "-ge 1" : `-eq ${call}`;
  return `set -e
rm -rf ${FOLDER}; mkdir -p ${FOLDER}
path=$(readlink -f "$(command -v ${command} || echo /sbin/${command})")
cp -p "$path" ${FOLDER}/real
/bin/cp -p /bin/sleep ${FOLDER}/sleep
echo 0 >${FOLDER}/calls
cat >${FOLDER}/wrapper <<'WRAPPER'
#!/bin/sh
read -r calls <${FOLDER}/calls
calls=$((calls + 1))
echo $calls >${FOLDER}/calls
if [ $calls ${calls} ]; then ${HARM[harm].replace("/bin/sleep", `${FOLDER}/sleep`)}; fi
exec ${FOLDER}/real "$@"
WRAPPER
chmod 755 ${FOLDER}/wrapper
echo "$path" >${FOLDER}/path
mount --bind ${FOLDER}/wrapper "$path"`;
}

/** The command is whole again; whoever still hangs in it is let go. */
export const UNWRAP = `if [ -e ${FOLDER}/path ]; then read -r path <${FOLDER}/path; umount -l "$path"; fi
for entry in /proc/[0-9]*; do
  [ "$(readlink "$entry/exe")" != ${FOLDER}/sleep ] || kill -KILL "\${entry#/proc/}"
done 2>/dev/null
rm -rf ${FOLDER}`;

/** A command as it is without its wrapper, for whoever only watches. */
export const unwrapped = (command: string): string =>
  `$(case $(cat ${FOLDER}/path 2>/dev/null) in */${command}) echo ${FOLDER}/real ;; *) command -v ${command} ;; esac)`;

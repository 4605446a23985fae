import { execFile } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { Host } from "../lab/host";
import type { Lab } from "../lab/lab";
import { sshWords } from "../lab/plainSsh";
import { unwrapped } from "./wrap";

/** What lasts of the machine's network, read without any code of the package. */
export interface Truth {
  files: string;
  kernel: string;
}

const TRANSACTIONS = "/var/lib/pulumi-linux-bond/transactions";
const MARK = "== kernel ==";
const TRUTH = `cd /etc/sysconfig
set --
for file in network network-scripts/* /etc/resolv.conf; do
  if [ -f "$file" ]; then set -- "$@" "$file"; fi
done
stat -c '%n %a %U:%G' "$@"
tail -n +1 -- "$@"
cd /var/lib/pulumi-linux-bond/originals 2>/dev/null && find . -type f -exec cksum {} + | sort -k 3
echo "${MARK}"
cd /sys/class/net
for nic in em1 em2 em3 em4 bond0; do
  [ -d "$nic" ] || continue
  read -r flags <"$nic/flags"
  read -r address <"$nic/address"
  read -r mtu <"$nic/mtu"
  case $flags in *[13579bdf]) up=up ;; *) up=down ;; esac
  echo "$nic $up $address $mtu"
done
grep -s ^INTERFACE= */master/uevent
grep -s '' */bonding/* | grep -vE '/(active_slave|mii_status|slaves|queue_id|ad_(aggregator|num_ports|actor_key|partner_key|partner_mac)):'
ip -o address show scope global | awk '{ print $2, $3, $4 }' | sort
ip route show | sed 's/ *$//' | sort
`;

export async function truth(lab: Lab): Promise<Truth> {
  const { stdout } = await lab.machine(`{ ${TRUTH}\n} 2>&1`);
  const [files = "", kernel = ""] = stdout.split(`${MARK}\n`);
  return { files, kernel };
}

export const same = (one: Truth, other: Truth): boolean => one.files === other.files && one.kernel === other.kernel;

/** The lines that only one of two texts has. */
export function difference(one: string, other: string): string {
  const [left, right] = [one.split("\n"), other.split("\n")];
  const gone = left.filter((line) => !right.includes(line)).map((line) => `- ${line}`);
  const come = right.filter((line) => !left.includes(line)).map((line) => `+ ${line}`);
  return [...gone, ...come].join("\n");
}

/** One login with OpenSSH over the machine's own network. */
function login(lab: Lab, address: string): Promise<boolean> {
  const words = [...sshWords(lab.connection(address), "-o", "BatchMode=yes", "-o", "ConnectTimeout=5"), "true"];
  return new Promise((resolve) => execFile("ssh", words, { timeout: 15_000 }, (error) => resolve(error === null)));
}

/** Seconds until the machine lets somebody in at one of its addresses, at most `limit`. */
export async function answers(lab: Lab, addresses: readonly string[], limit: number): Promise<number | undefined> {
  const begin = Date.now();
  const seconds = () => (Date.now() - begin) / 1000;
  for (;;) {
    for (const address of new Set(addresses)) if (await login(lab, address)) return seconds();
    if (seconds() > limit) return undefined;
    await pause(300);
  }
}

/** On the machine itself, because to ask it again and again would slow it down. */
const waiting = (limit: number): string => `sleep=${unwrapped("sleep")}
pending() {
  for entry in ${TRANSACTIONS}/* ${TRANSACTIONS}/.[!.]*; do
    [ ! -e "$entry" ] || return 0
  done
  return 1
}
read -r begin _ </proc/uptime
while pending; do
  read -r now _ </proc/uptime
  [ $((\${now%%.*} - \${begin%%.*})) -lt ${Math.ceil(limit)} ] || exit 1
  $sleep 0.3
done`;

/** Seconds until no transaction is pending on the machine, at most `limit`. */
export async function settles(lab: Lab, limit: number): Promise<number | undefined> {
  const begin = Date.now();
  const { code } = await lab.machine(waiting(limit), "", limit + 60);
  return code === 0 ? (Date.now() - begin) / 1000 : undefined;
}

export const leftovers = (lab: Lab): Promise<string> => new Host(lab).leftovers();

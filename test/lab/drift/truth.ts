import type { Lab } from "../lab";

/** Everything of bond0 that lasts, as the host's own tools print it: what a repair must bring back and nothing else may change. */
const TRUTH = `cd /sys/class/net/bond0/bonding && grep -s '' * | grep -vE '^(active_slave|mii_status|slaves|queue_id|ad_(aggregator|num_ports|actor_key|partner_key|partner_mac)):'
tr ' ' '\\n' < slaves | sort
grep -s '' /sys/class/net/bond0/mtu /sys/class/net/bond0/address
ip -o address show dev bond0 scope global | awk '{ print $3, $4 }' | sort
ip route show dev bond0 | sort; ip -6 route show dev bond0 via any | sort
for nic in em2 em3 em4; do echo "$nic: $(basename "$(readlink /sys/class/net/$nic/master)") $(cat /sys/class/net/$nic/mtu)"; done
cd /etc/sysconfig/network-scripts && stat -c '%n %a %U:%G' ifcfg-* route-* 2>/dev/null; cat ifcfg-* route-* ../network 2>/dev/null | grep -v '^#'
grep ^nameserver /etc/resolv.conf | sort`;

/** What the kernel and the files say, read without any code of the package. */
export const truth = async (lab: Lab): Promise<string[]> => (await lab.machine(`{ ${TRUTH}\n}`)).stdout.split("\n");

/** What changes whenever somebody writes: every file that networking is made of, and all that the bonding driver ever said. */
export async function traces(lab: Lab): Promise<{ files: string; kernel: string }> {
  const files = await lab.machine(
    "stat -c '%n %i %Y %Z' /etc/sysconfig/network /etc/sysconfig/network-scripts/*-* 2>/dev/null",
  );
  const kernel = await lab.machine("journalctl -k -b -o cat --no-pager | grep -cE 'bond|em[0-9]'");
  return { files: files.stdout, kernel: kernel.stdout };
}

/** Runs a command on the machine that has to succeed, behind the program's back. */
export async function byHand(lab: Lab, command: string): Promise<void> {
  const { code, stdout, stderr } = await lab.machine(`set -e\n${command}`);
  if (code !== 0) throw new Error(`"${command}" ended with ${code}: ${stdout}${stderr}`);
}

import { isDeepStrictEqual } from "node:util";
import { provider } from "../../provider";
import type { Drift } from "../../provider/model/state";
import { forgetLooks } from "../../provider/verbs/look";
import type { Lab } from "./lab";

type Bag = Record<string, unknown>;

/** What a stack has recorded of one resource; an empty id: nothing. */
export interface Recorded {
  id: string;
  inputs: Bag;
  props: Bag;
}

/** One resource, driven through the provider as the engine drives it: what it checks, records, compares and asks for. */
export class Direct {
  private id = "";
  private inputs: Bag = {};
  private props: Bag = {};

  constructor(recorded?: Recorded) {
    if (recorded) Object.assign(this, recorded);
  }

  get recorded(): Recorded {
    return { id: this.id, inputs: this.inputs, props: this.props };
  }

  private get exists(): boolean {
    return this.id !== "";
  }

  private async checked(program: Bag): Promise<Bag> {
    const { inputs, failures } = await provider.check(this.inputs, program);
    if (failures.length > 0) throw new Error(`check: ${JSON.stringify(failures)}`);
    return inputs;
  }

  /** An update of the stack: creates, changes or leaves alone; says which. */
  async up(program: Bag): Promise<"create" | "update" | "same"> {
    const news = await this.checked(program);
    if (!this.exists) {
      const { id, outs } = await provider.create(news);
      Object.assign(this, { id, inputs: news, props: outs });
      return "create";
    }
    const { changes } = (await provider.diff(this.id, this.props, news)) as { changes?: boolean };
    if (changes !== true && isDeepStrictEqual(this.inputs, news)) return "same";
    const { outs } = await provider.update(this.id, this.props, news);
    Object.assign(this, { inputs: news, props: outs });
    return "update";
  }

  /** Takes the resource away. */
  async destroy(): Promise<void> {
    if (!this.exists) return;
    await provider.delete(this.id, this.props);
    Object.assign(this, { id: "", inputs: {}, props: {} });
  }

  /** A refresh: what the host has is recorded; a bond that is gone leaves the state. */
  async refresh(): Promise<Drift> {
    forgetLooks();
    const { id, inputs, props } = await provider.read(this.id, this.props);
    Object.assign(this, id === undefined ? { id: "", inputs: {}, props: {} } : { inputs, props });
    return (this.props.drift ?? { files: [], kernel: [] }) as Drift;
  }
}

/** Everything of bond0 that lasts, as the host's own tools print it: what a repair must bring back and nothing else may change. */
const TRUTH = `cd /sys/class/net/bond0/bonding && grep -s '' * | grep -vE '^(active_slave|mii_status|slaves|queue_id|ad_(aggregator|num_ports|actor_key|partner_key|partner_mac)):'
tr ' ' '\\n' < slaves | sort
grep -s '' /sys/class/net/bond0/mtu /sys/class/net/bond0/address
ip -o address show dev bond0 scope global | awk '{ print $3, $4 }' | sort
ip route show dev bond0 | sort
for nic in em2 em3 em4; do echo "$nic: $(basename "$(readlink /sys/class/net/$nic/master)")"; done
cd /etc/sysconfig/network-scripts && stat -c '%n %a %U:%G' ifcfg-* route-* 2>/dev/null; cat ifcfg-* route-* ../network 2>/dev/null | grep -v '^#'
grep ^nameserver /etc/resolv.conf | sort`;

/** What the kernel and the files say, read without any code of the package. */
export const truth = async (lab: Lab): Promise<string[]> => (await lab.machine(`{ ${TRUTH}\n}`)).stdout.split("\n");

/** Runs a command on the machine that has to succeed, behind the program's back. */
export async function byHand(lab: Lab, command: string): Promise<void> {
  const { code, stdout, stderr } = await lab.machine(`set -e\n${command}`);
  if (code !== 0) throw new Error(`"${command}" ended with ${code}: ${stdout}${stderr}`);
}

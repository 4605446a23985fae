import { check, desired } from "../../../provider/check";
import { resetPools } from "../../../provider/ssh";
import { prepare } from "../../../provider/verbs/prepare";
import { Direct } from "../direct";
import { Host } from "../host";
import { Lab } from "../lab";
import { asNetworkManager } from "../stacks/networkManager";

/** The switch's side of em2 and em3. */
const GROUPED = `[ ! -e /sys/class/net/lacp0 ] || exit 0
ip link add lacp0 address 52:54:00:00:01:12 type bond mode 802.3ad miimon 100 lacp_rate fast
for port in port2 port3; do ip link set $port down; ip link set $port nomaster; ip link set $port master lacp0; done
ip link set lacp0 master sw0 up`;
const PLAIN = `[ -e /sys/class/net/lacp0 ] || exit 0
ip link delete lacp0; for port in port2 port3; do ip link set $port master sw0 up; done`;

type Bag = Record<string, unknown>;

/** Everything that a change must put back when it is undone: profiles byte for byte, what NetworkManager holds, the kernel. */
const TRUTH = `cd /etc/NetworkManager/system-connections; ls -ln --time-style=+ ; for file in *; do echo "== $file"; cat "$file"; done
nmcli -t -f DEVICE,STATE,CON-UUID device | grep -v '^lo:' | sort; nmcli -t -f UUID,FILENAME connection show | grep -v '/run/' | sort
ip -o -4 address show | awk '{ print $2, $4 }' | sort; ip -4 route | sort; ls /sys/class/net; cat /etc/resolv.conf
for bond in $(cat /sys/class/net/bonding_masters 2>/dev/null); do grep -H . /sys/class/net/$bond/bonding/* | grep -vE '/(active_slave|mii_status|ad_[anp].*|queue_id|slaves):'; ls -d /sys/class/net/$bond/lower_*; done`;

/** A machine that NetworkManager runs, one bond on it, and the provider as the engine drives it. */
export class Machine {
  readonly host: Host;
  direct = new Direct();

  private constructor(readonly lab: Lab) {
    this.host = new Host(lab);
  }

  static async up(): Promise<Machine> {
    const machine = new Machine(await Lab.up());
    await machine.reset();
    return machine;
  }

  async reset(): Promise<void> {
    await asNetworkManager(this.lab);
    resetPools();
    // A neighbour in the bond's network, who counts the packets.
    await this.lab.switch("ip address add 10.50.0.1/24 dev sw0");
    this.direct = new Direct();
  }

  /** A program of bond0 over em2 and em3; `over` says what the test is about. */
  program = (over: Bag = {}): Bag => ({
    connection: this.lab.connection(),
    device: "bond0",
    mode: "active-backup",
    members: ["em2", "em3"],
    options: { miimon: 100 },
    addresses: ["10.50.0.5/24"],
    ...over,
  });

  up = (over: Bag = {}) => this.direct.up(this.program(over));

  /** Runs a shell command on the machine, which has to succeed. */
  async run(command: string): Promise<string> {
    const { code, stdout, stderr } = await this.lab.machine(command);
    if (code !== 0) throw new Error(`${command}\nended with ${code}: ${stdout}${stderr}`);
    return stdout;
  }

  truth = () => this.run(TRUTH);

  /** The switch's ports of em2 and em3 as one LACP group, or as plain ports. */
  async lacp(on: boolean): Promise<void> {
    const { code, stderr } = await this.lab.switch(on ? GROUPED : PLAIN);
    if (code !== 0) throw new Error(`The switch has no such ports: ${stderr}`);
  }

  /** A change to what `over` says, all of whose steps are made and whose last one then fails: it is to be undone. */
  async failing(over: Bag): Promise<string> {
    const { inputs } = check(this.program(over));
    const { recorded } = this.direct;
    const previous = recorded.id === "" ? undefined : desired(recorded.inputs);
    const { plan, reasons } = prepare(inputs, await this.host.look(), previous);
    if (plan === undefined) throw new Error(reasons.join("\n"));
    const last = {
      title: "fails",
      disruption: "live" as const,
      do: [["sysfs", "bond0", "no_such_option", "1"] as const],
      undo: [],
    };
    const { outcome, text } = await this.host.begin({ ...plan, steps: [...plan.steps, last] });
    if (outcome.result !== "rolled-back" || outcome.notRestored.length > 0)
      throw new Error(`It was not undone whole: ${JSON.stringify(outcome)}\n${text}`);
    return text;
  }
}

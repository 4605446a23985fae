import { expect } from "chai";
import type { Desired } from "../../provider/model/desired";
import type { Plan } from "../../provider/model/plan";
import { MODES, type Mode } from "../../provider/options/modes";
import type { OptionValues } from "../../provider/options/row";
import { declaration } from "../model/declaration";
import { planChange } from "../model/plans";
import { Host } from "./host";
import { Lab } from "./lab";

const DEVICE = "bond7";
const MEMBERS = ["d1", "d2"];

/** For each mode what the kernel refuses in some other, and what it takes in every mode. */
const OPTIONS: Record<Mode, OptionValues> = {
  "balance-rr": { arpInterval: 500, arpIpTarget: ["10.9.9.1"], arpValidate: "active", packetsPerSlave: 7 },
  "active-backup": { miimon: 50, failOverMac: "active", primary: "d2", numGratArp: 3, peerNotifDelay: 150 },
  "balance-xor": { arpInterval: 500, arpIpTarget: ["10.9.9.2"], arpMissedMax: 5, xmitHashPolicy: "layer3+4" },
  broadcast: { miimon: 200, updelay: 400, arpMissedMax: 7 },
  "802.3ad": { miimon: 100, lacpRate: "fast", lacpActive: "off", adSelect: "count", adActorSysPrio: 99, minLinks: 1 },
  "balance-tlb": { miimon: 100, tlbDynamicLb: false, lpInterval: 9, primaryReselect: "failure" },
  "balance-alb": { miimon: 100, primary: "d1", resendIgmp: 4 },
};

/** Every mode is left once and entered once: among them the everyday case, balance-rr to 802.3ad. */
const PAIRS = MODES.map((from, at) => [from, MODES[(at + MODES.indexOf("802.3ad")) % MODES.length] ?? from] as const);

const wanted = (mode: Mode): Desired =>
  declaration({ device: DEVICE, mode, members: MEMBERS, options: OPTIONS[mode], addresses: ["10.9.9.10/24"] });

/** The bond, bare but for its members, as somebody has set it up by hand. */
const MAKE = `modprobe bonding max_bonds=0
for member in ${MEMBERS.join(" ")}; do
  [ -e /sys/class/net/$member ] || ip link add $member type veth peer name $member-far
  ip link set $member-far up
done
[ ! -e /sys/class/net/${DEVICE} ] || echo -${DEVICE} > /sys/class/net/bonding_masters
echo +${DEVICE} > /sys/class/net/bonding_masters
echo $MODE > /sys/class/net/${DEVICE}/bonding/mode
for member in ${MEMBERS.join(" ")}; do ip link set $member down; echo +$member > /sys/class/net/${DEVICE}/bonding/slaves; done
ip link set ${DEVICE} up`;

/** Every file under bonding/ but those of state: who is active, what LACP has found. */
const LOOK = `cd /sys/class/net/${DEVICE}/bonding && grep -H '' $(ls | grep -vE '^(active_slave|mii_status|ad_(aggregator|num_ports|actor_key|partner_.*))$')`;

describe("The way back from a failed change of mode", function () {
  this.timeout(900_000);
  let host: Host;
  let lab: Lab;

  before(async () => {
    lab = await Lab.up();
    host = new Host(lab);
    await lab.reset();
  });

  const shown = async () => (await lab.machine(LOOK)).stdout.trim().split("\n");

  /** The plan to this mode. */
  const planTo = async (mode: Mode): Promise<Plan> =>
    planChange(wanted(mode), await host.look(), { activation: "least", files: [] });

  /** The same plan with a last step that no kernel takes. */
  const failing = (plan: Plan): Plan => {
    const refused = ["sysfs", DEVICE, "no_such_option", "1"] as const;
    return { ...plan, steps: [...plan.steps, { title: "fails", disruption: "live", do: [refused], undo: [] }] };
  };

  for (const [from, to] of PAIRS)
    it(`leads from ${to} to ${from} with every option of every mode as it was`, async () => {
      await lab.machine(`MODE=${from}\n${MAKE}`);
      const first = await host.begin({ ...(await planTo(from)), verify: [] });
      expect(first.outcome, first.text).to.deep.equal({ result: "applied" });
      await host.confirm(first.id);
      const before = await shown();
      const { outcome, text } = await host.begin(failing(await planTo(to)));
      expect(outcome, text).to.deep.include({ result: "rolled-back", notRestored: [] });
      expect(text).to.include("there is no option no_such_option").and.not.include("| undo of step");
      expect(await shown()).to.deep.equal(before);
    });
});

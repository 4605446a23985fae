import { NOTHING, type Recorded } from "../lab/direct";
import { Lab } from "../lab/lab";
import { underTraffic } from "../lab/traffic";
import { DirectDriver } from "../torture/drivers";
import { CHANGES, type Change } from "./changes";
import { type Counted, counted } from "./counted";
import type { Row } from "./main";

const BOND = "10.50.0.2";
const OTHER_END = "10.50.0.1/24";
/** One measurement is a matter of luck: what the traffic loses depends on when the kernel looks at a link. */
const ROUNDS = 5;

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

/** The bond is not the way in, so that nothing but the traffic through it is disturbed. */
const program = (lab: Lab, bond: object) => ({
  device: "bond0",
  connection: lab.connection(),
  addresses: [`${BOND}/24`],
  ...bond,
});

async function done(driver: DirectDriver, bond: Record<string, unknown>): Promise<void> {
  const { how, text } = await driver.bring(bond).ended;
  if (how !== "done") throw new Error(`A change that was to be measured has ${how}:\n${text}`);
}

async function must(said: Promise<{ code: number; stdout: string; stderr: string }>): Promise<string> {
  const { code, stdout, stderr } = await said;
  if (code !== 0) throw new Error(`A command in the lab ended with ${code}: ${stdout}${stderr}`);
  return stdout;
}

interface Loss {
  sent: number;
  lost: number;
  /** What the lost ones were in time: a machine that is busy sends fewer than it should. */
  seconds: number;
}

/** Packets sent to an address, one a millisecond while `work` is done and until the address answers again. */
async function lossOf(lab: Lab, work: () => Promise<unknown>, address = BOND): Promise<Loss> {
  const answering = `timeout 120 sh -c 'until ping -q -c 1 -W 1 ${address}; do :; done'`;
  const { result, traffic } = await underTraffic(lab, address, async () => {
    const begin = Date.now();
    await work();
    await must(lab.switch(answering));
    return (Date.now() - begin) / 1000 + 1;
  });
  const { sent, lost } = traffic;
  return { sent, lost, seconds: (result * lost) / sent };
}

/** Machines to begin with, each made once and kept as a snapshot. */
class Beginnings {
  private readonly made = new Map<string, { snapshot: string; recorded: Recorded }>();

  constructor(private readonly lab: Lab) {}

  async at(bond: object): Promise<DirectDriver> {
    const key = JSON.stringify(bond);
    const known = this.made.get(key);
    if (known !== undefined) {
      await this.lab.reset(known.snapshot);
      return new DirectDriver(known.recorded);
    }
    await this.lab.reset();
    await must(this.lab.switch(`ip address add ${OTHER_END} dev sw0`));
    const driver = new DirectDriver(NOTHING);
    await done(driver, program(this.lab, bond));
    const snapshot = `bench-${this.made.size}`;
    await this.lab.control.drop();
    await this.lab.save(snapshot);
    this.made.set(key, { snapshot, recorded: driver.recorded });
    return driver;
  }
}

/** The change by hand and by us, in turn, on the same machine each time; then, with our files, once `network restart`. */
async function measure(lab: Lab, beginnings: Beginnings, { name, from, to, hand }: Change): Promise<Row> {
  const ours: Counted<Loss>[] = [];
  const byHand: Loss[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await beginnings.at(from);
    byHand.push(await lossOf(lab, () => must(lab.machine(hand))));
    const driver = await beginnings.at(from);
    ours.push(await counted(lab, () => lossOf(lab, () => done(driver, program(lab, to)))));
  }
  const restart = await lossOf(lab, () => must(lab.machine("systemctl restart network.service")));
  const [lost, lostByHand] = [ours.map(({ result }) => result.lost), byHand.map((loss) => loss.lost)];
  return {
    change: name,
    sent: sum(ours.map(({ result }) => result.sent)),
    lost: lost.join(" "),
    "lost by hand": lostByHand.join(" "),
    "lost by restart": restart.lost,
    ratio: sum(lost) === sum(lostByHand) ? "1.00" : (sum(lost) / sum(lostByHand)).toFixed(2),
    connections: Math.max(...ours.map(({ connections }) => connections)),
    execs: Math.max(...ours.map(({ execs }) => execs)),
  };
}

/** The management address moves to where nobody can confirm: from the old one's silence to its first answer. */
async function rollback(lab: Lab): Promise<Row> {
  const seconds = 20;
  await lab.reset();
  const uplink = { device: "bond0", connection: lab.connection(), mode: "active-backup", members: ["em1", "em2"] };
  const here = { ...uplink, addresses: ["10.0.2.15/24"], gateway: "10.0.2.2" };
  const driver = new DirectDriver(NOTHING);
  await done(driver, here);
  const reconnect = { host: "127.0.0.1", port: 1 };
  const apply = { rollbackAfter: seconds, allowManagementMove: true, reconnect };
  const move = () => driver.bring({ ...here, addresses: ["10.0.2.16/24"], apply }).ended;
  const loss = await lossOf(lab, move, "10.0.2.15");
  return {
    change: "rollback",
    sent: loss.sent,
    lost: loss.lost,
    "s without answer": Math.round(loss.seconds * 10) / 10,
    timer: seconds,
    ratio: (loss.seconds / seconds).toFixed(2),
  };
}

/** Packets lost of 1,000 a second through a bond, per change; beside the same typed by hand and `network restart`. */
export async function disruption(): Promise<Row[]> {
  const lab = await Lab.up();
  const beginnings = new Beginnings(lab);
  const rows: Row[] = [];
  for (const change of CHANGES) rows.push(await measure(lab, beginnings, change));
  return [...rows, await rollback(lab)];
}

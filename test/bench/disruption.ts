import { setTimeout as pause } from "node:timers/promises";
import type { Recorded } from "../lab/direct";
import { Lab } from "../lab/lab";
import { DirectDriver } from "../torture/drivers";
import { CHANGES, type Change } from "./changes";
import type { Row } from "./main";

const BOND = "10.50.0.2";
const OTHER_END = "10.50.0.1/24";
const NOTHING: Recorded = { id: "", inputs: {}, props: {} };

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

/** Packets sent from the switch to an address, one a millisecond while `work` is done, and how many were not answered. */
async function lost(
  lab: Lab,
  work: () => Promise<unknown>,
  milliseconds = 1,
  address = BOND,
): Promise<[number, number]> {
  const seconds = milliseconds / 1000;
  await must(lab.switch(`ping -q -c 3 -i 0.2 ${address}`));
  await must(
    lab.switch(`nohup ping -q -i ${seconds} ${address} >/run/ping.out 2>&1 </dev/null & echo $! >/run/ping.pid`),
  );
  await pause(1000);
  await work();
  await pause(2500);
  const said = await must(
    lab.switch(
      "read -r pid </run/ping.pid; kill -INT $pid; while [ -d /proc/$pid ]; do sleep 0.1; done; cat /run/ping.out",
    ),
  );
  const [, sent = "0", received = "0"] = /(\d+) packets transmitted, (\d+) received/.exec(said) ?? [];
  return [Number(sent), Number(sent) - Number(received)];
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

async function measure(lab: Lab, beginnings: Beginnings, { name, from, to, hand }: Change): Promise<Row> {
  const driver = await beginnings.at(from);
  const [sent, ours] = await lost(lab, () => done(driver, program(lab, to)));
  const [, restart] = await lost(lab, () => must(lab.machine("systemctl restart network.service")));
  await beginnings.at(from);
  const [, byHand] = await lost(lab, () => must(lab.machine(hand)));
  const ratio = byHand === 0 ? (ours === 0 ? "0 = 0" : "more") : (ours / byHand).toFixed(2);
  return { change: name, sent, lost: ours, "lost by hand": byHand, "lost by restart": restart, ratio };
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
  const step = 10;
  const move = () => driver.bring({ ...here, addresses: ["10.0.2.16/24"], apply }).ended;
  const [sent, silent] = await lost(lab, move, step, "10.0.2.15");
  const silence = (silent * step) / 1000;
  return {
    change: "rollback",
    sent,
    "s without answer": silence,
    timer: seconds,
    ratio: (silence / seconds).toFixed(2),
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

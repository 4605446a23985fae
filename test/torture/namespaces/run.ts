import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { hostScript } from "../../../provider/host/scripts";
import { type Connection, withSession } from "../../../provider/ssh";
import { look } from "../../../provider/verbs/look";
import { reach } from "../../../provider/verbs/settings";
import { change as drawn } from "./change";
import { Client, word } from "./client";
import { Cuts, type Silence } from "./cuts";
import { judge, wordOf } from "./judge";
import { CLIENT, places } from "./layout";
import { Line } from "./line";
import { Machine } from "./machine";
import type { Scenario } from "./scenario";
import { type Truth, truth } from "./truth";
import { Watch } from "./watch";
import type { World } from "./world";

/** Seconds beyond the rollback timer that the way back may take on a busy machine. */
const WAY_BACK = 90;

/** What came of one run. */
export interface Outcome {
  word: string;
  said: string;
  outcome: string;
  state: string;
  silences: Silence[];
  complaints: string[];
  seconds: number;
  /** What the host has of it, for whoever looks for the reason. */
  evidence: string;
}

/**
 * Loopback addresses of a host's lines: the one that fails, the same to where the host moves, one that never fails, and that
 * again for a connection of its own.
 */
const linesOf = (number: number) =>
  [1, 2, 3, 4].map((line) => `127.${(number >> 8) + 1}.${number & 255}.${line}`) as [string, string, string, string];

/** What nothing of ours may leave behind: files, folders, processes. */
const LEFT = `find /etc /run -name '*pulumi-linux-bond*'
find /var/lib/pulumi-linux-bond/transactions -mindepth 1 2>/dev/null
grep -lsa 'pulumi-linux-bond/transactions/[0-9]' /proc/[0-9]*/cmdline | while read -r file; do tr '\\0' ' ' <"$file"; done`;

async function leftovers(machine: Machine): Promise<string> {
  for (let tries = 0; ; tries++) {
    const left = (await machine.run(LEFT)).trim();
    if (left === "" || tries > 20) return left;
    await pause(250);
  }
}

/** Whether an SSH server answers there, over the network and not over a line of ours. */
function answersAt(host: string, localAddress: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port: 22, localAddress, timeout: 3000 });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.on("data", (data) => end(data.toString().startsWith("SSH-2.0")));
    for (const event of ["error", "timeout", "end"]) socket.on(event, () => end(false));
  });
}

async function answers(hosts: readonly string[], client: string): Promise<boolean> {
  for (let tries = 0; tries < 8; tries++) {
    for (const host of hosts) if (await answersAt(host, client)) return true;
    await pause(500);
  }
  return false;
}

/** The lines to a host, all of them good at first. */
async function lines({ layout, kind }: Scenario): Promise<{ bad: Line; good: Line }> {
  const { host, moved } = places(layout);
  const client = CLIENT[layout.ipv6 ? 6 : 4];
  const [first, second, third, fourth] = linesOf(layout.number);
  const [bad, good] = [new Line(), new Line()];
  await bad.listen(first, host, client);
  if (kind === "moves") await bad.listen(second, moved, client);
  for (const line of [third, fourth]) await good.listen(line, host, client);
  return { bad, good };
}

function connections(one: Scenario, world: World): { bad: Connection; good: Connection } {
  const [host, , good] = linesOf(one.layout.number);
  const { keepAliveTimeout, perDialTimeout } = one;
  const way = { user: "root", privateKey: world.privateKey, hostKey: world.hostKey, agentSocketPath: "" };
  return { bad: { ...way, host, keepAliveTimeout, perDialTimeout, dialErrorLimit: 2 }, good: { ...way, host: good } };
}

async function settled(watch: Watch, seconds: number): Promise<boolean> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await pause(100)) if (!watch.isPending()) return true;
  return false;
}

/** A link that the checks wait for. That the host loses its power meanwhile is no fault. */
function upLater(machine: Machine, seconds: number): void {
  const { folder } = machine;
  machine.run(`${folder}/real/sleep ${seconds}; ${folder}/real/ip link set veth3 up`).catch(() => {});
}

/** What the next change does first: what a power cut left is cleaned away, also where no boot guard was armed yet. */
const tidy = (connection: Connection) =>
  withSession(reach(connection), (session) => session.run({ script: hostScript("tidy"), input: "" }));

/** A boot brings the network as it was drawn, because nothing here reads the files; its devices have other MACs. */
const booted = ({ files, kernel }: Truth): Truth => ({
  files,
  kernel: kernel.map((line) => line.replace(/^(link .*) (?:[0-9a-f]{2}:){5}[0-9a-f]{2}/, "$1")),
});

/** One change with its cuts, on a host that stands. */
async function play(world: World, one: Scenario, machine: Machine): Promise<Omit<Outcome, "seconds">> {
  const { layout, kind, slowly, rollbackAfter } = one;
  const { bad, good } = await lines(one);
  const watch = new Watch(machine);
  try {
    const way = connections(one, world);
    const observed = await look(way.good);
    const { plan, after } = drawn(kind, layout, observed, slowly > 0);
    const before = await truth(machine);
    const client = new Client();
    const cuts = new Cuts(bad, watch, one.cuts, { kill: () => client.kill(), power: () => machine.reboot() });
    if (slowly > 0) upLater(machine, slowly);
    const reconnect = kind === "moves" ? { reconnect: { host: linesOf(layout.number)[1] } } : {};
    const apply = {
      rollbackAfter,
      activation: "least",
      allowManagementMove: true,
      requirePartner: false,
      probes: one.probes,
      ...reconnect,
    } as const;
    const subject = { device: "bond0", host: way.bad.host };
    const change = { subject, doing: "change", connection: way.bad, apply, plan, observed };
    // Only a process of its own can be killed; the others share ours, which saves time.
    const said = await (one.cuts.some(({ how }) => how === "kill") ? client.transact(change) : word(change));
    const ended = Date.now();
    const rebooted = await cuts.end();
    // The connection of before has gone with the power.
    if (rebooted) await tidy({ ...way.good, host: linesOf(layout.number)[3] });
    // What has not begun yet may still begin.
    await pause(1000);
    const pending = !(await settled(watch, rollbackAfter + WAY_BACK));
    const { host, moved } = places(layout);
    const outcome = watch.outcome();
    const where = outcome.startsWith("confirmed") && kind === "moves" && !rebooted ? [moved] : [host];
    const reachable = await answers(where, CLIENT[layout.ipv6 ? 6 : 4]);
    const left = await leftovers(machine);
    const seen = rebooted ? booted : (state: Truth) => state;
    const now = seen(await truth(machine));
    const confirmed = watch.seen.get("confirmed");
    const { state, complaints } = judge({
      one,
      said,
      ended,
      silences: cuts.silences,
      confirmed,
      heard: bad.heardBefore(confirmed ?? 0),
      outcome,
      rebooted,
      pending,
      answers: reachable,
      left,
      before: seen(before),
      wanted: rebooted ? seen({ ...after(before), kernel: before.kernel }) : after(before),
      now,
    });
    const evidence = complaints.length > 0 ? await machine.run(EVIDENCE) : "";
    return { word: wordOf(said), said, outcome, state, silences: cuts.silences, complaints, evidence };
  } finally {
    watch.stop();
    bad.stop();
    good.stop();
  }
}

const EVIDENCE = `cat /var/lib/pulumi-linux-bond/history/*; tail -n 60 /var/lib/pulumi-linux-bond/transactions/*/log
ip address show; ip rule; ip route show table all; ip -6 route show table all; ps ax`;

/** One run from a host that is drawn to the judge's word. */
export async function run(world: World, one: Scenario): Promise<Outcome> {
  const begin = Date.now();
  const machine = await Machine.start(
    world,
    one.layout,
    one.seed % 2 === 0 && one.cuts.some(({ how }) => how === "power"),
  );
  try {
    const outcome = await play(world, one, machine);
    return { ...outcome, seconds: Math.round((Date.now() - begin) / 1000) };
  } finally {
    await machine.stop();
  }
}

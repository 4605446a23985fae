import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { provider } from "../../provider";
import { type Imported, importedBond, importFileText } from "../../provider/cli/importFile";
import { hostScript } from "../../provider/host/scripts";
import { resetPools } from "../../provider/ssh";
import { forgetLooks, look } from "../../provider/verbs/look";
import { Lab } from "../lab/lab";
import { plainSsh } from "../lab/plainSsh";
import { onRack, type RackHost, rack } from "../lab/rack";
import { Stack } from "../lab/stack";
import type { Row } from "./main";

const HOSTS = 10;
const BONDS_PER_HOST = 5;
const ROUNDS = 3;

/** Bonds with files, each over one end of a cable whose other end is loose: what they carry is of no interest here. */
const BONDS = `cd /etc/sysconfig/network-scripts
for n in $(seq ${BONDS_PER_HOST}); do
  ip link add m$n type veth peer name loose$n; ip link set loose$n up
  ip link add bond$n type bond mode active-backup miimon 100; ip link set m$n master bond$n; ip link set bond$n up
  printf 'DEVICE=bond%s\\nONBOOT=yes\\nNM_CONTROLLED=no\\nBONDING_OPTS="mode=active-backup miimon=100"\\n' $n >ifcfg-bond$n
  printf 'DEVICE=m%s\\nMASTER=bond%s\\nSLAVE=yes\\nONBOOT=yes\\nNM_CONTROLLED=no\\n' $n $n >ifcfg-m$n
done`;

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const begin = Date.now();
    await work();
    times.push((Date.now() - begin) / 1000);
  }
  return times.sort((a, b) => a - b)[ROUNDS >> 1] ?? 0;
}

const rounded = (value: number, digits = 1) => Number(value.toFixed(digits));

/** A stack in which these bonds are recorded. */
async function stackOf(bonds: Imported[]): Promise<Stack> {
  const stack = await Stack.create({});
  await writeFile(join(stack.folder, "import.json"), importFileText(bonds));
  const { code, output } = await stack.run("import", "--file", "import.json", "--generate-code=false", "--yes");
  if (code !== 0) throw new Error(output);
  return stack;
}

/** What the hosts' own sshd have counted so far: connections let in and commands run. */
async function counted(lab: Lab, hosts: RackHost[]): Promise<{ connections: number; execs: number }> {
  const log = await lab.machine(`cat ${hosts.map(({ name }) => `/run/rack/${name.slice(4)}/log`).join(" ")}`);
  const count = (text: string) => log.stdout.split(text).length - 1;
  return { connections: count("Accepted publickey"), execs: count("Starting session: command") };
}

/** What the provider does of a refresh, without the engine around it: all reads at once, over connections of its own. */
async function readAll(bonds: Imported[]): Promise<void> {
  forgetLooks();
  await Promise.all(bonds.map(({ id, outputs }) => provider.read(id, outputs)));
  resetPools();
}

/** Refresh of some bonds, and its reads alone, beside one plain `ssh host cat` for each of their hosts at the same time. */
async function measured(lab: Lab, bonds: Imported[], hosts: RackHost[]): Promise<Row> {
  const stack = await stackOf(bonds);
  const before = await counted(lab, hosts);
  const whole = await seconds(() => stack.refresh());
  const after = await counted(lab, hosts);
  await stack.remove();
  const reads = await seconds(() => readAll(bonds));
  const cat = "cat /proc/net/bonding/*";
  const plain = await seconds(() => Promise.all(hosts.map(({ connection }) => plainSsh(connection, cat))));
  const each = (name: "connections" | "execs") => rounded((after[name] - before[name]) / ROUNDS / hosts.length, 2);
  return {
    bonds: bonds.length,
    hosts: hosts.length,
    "connections per host": each("connections"),
    "execs per host": each("execs"),
    "pulumi refresh s": rounded(whole),
    "its reads s": rounded(reads),
    "plain ssh s": rounded(plain),
    "refresh x plain": rounded(whole / plain, 2),
    "reads x plain": rounded(reads / plain, 2),
  };
}

/** Processor time of the host's own side, in milliseconds, of a command that is run many times. */
async function processor(lab: Lab, host: RackHost, command: string): Promise<number> {
  const runs = 20;
  const shell = `for n in $(seq ${runs}); do ${command} >/dev/null 2>&1; done; times`;
  const [, children = ""] = (await onRack(lab, host, shell)).stdout.trim().split("\n");
  const spent = [...children.matchAll(/(\d+)m([\d.]+)s/g)].map(
    ([, minutes, rest]) => Number(minutes) * 60 + Number(rest),
  );
  return (spent.reduce((sum, one) => sum + one, 0) * 1000) / runs;
}

/** What a refresh costs: connections, execs and time beside a plain ssh, and the host's processor time beside a plain cat. */
export async function refresh(): Promise<Row[]> {
  const lab = await Lab.up();
  await lab.reset();
  const hosts = await rack(lab, HOSTS);
  const bonds: Imported[][] = [];
  for (const host of hosts) {
    const made = await onRack(
      lab,
      host,
      `set -e\n${BONDS}\ncat >/run/observe.sh <<'END OF SCRIPT'\n${hostScript("observe")}\nEND OF SCRIPT`,
    );
    if (made.code !== 0) throw new Error(made.stderr);
    const observed = await look(host.connection);
    const names = Array.from({ length: BONDS_PER_HOST }, (_, n) => `bond${n + 1}`);
    bonds.push(names.map((name) => importedBond(observed, host.connection, name, `${host.name}-${name}`)));
  }
  resetPools();
  const firsts = bonds.flatMap(([first]) => (first ? [first] : []));
  const [one] = hosts as [RackHost];
  const rows = [
    await measured(lab, firsts.slice(0, 1), hosts.slice(0, 1)),
    await measured(lab, firsts, hosts),
    await measured(lab, bonds.flat(), hosts),
  ];
  const observe = await processor(lab, one, "sh /run/observe.sh");
  const cat = await processor(lab, one, "cat /proc/net/bonding/*");
  return [
    ...rows,
    {
      on: "the host: processor time of one observe",
      ms: rounded(observe),
      "plain cat ms": rounded(cat),
      "x plain": rounded(observe / cat),
    },
  ];
}

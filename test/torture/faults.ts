import { Host } from "../lab/host";
import type { Lab } from "../lab/lab";
import { creating } from "../lab/plans";
import type { Running } from "./drivers";
import { isLacp, type Operation } from "./programs";
import type { Random } from "./random";
import { type Harm, UNWRAP, wrap, wrapped } from "./wrap";

/** What a fault may lay hands on besides the machine itself. */
interface Scene {
  lab: Lab;
  running: Running;
}

/** Something that goes wrong. `prepare` and `strike` run on the machine, `act` beside it; `mend` ends what lasts. */
export interface Fault {
  name: string;
  /** Before the operation begins. */
  prepare?: string;
  /** At the moment. */
  strike?: string;
  /** Right after the moment. */
  act?: (scene: Scene) => Promise<void>;
  mend?: string;
  /** How many seconds it takes away from the operation, at most; it is mended after that. */
  lasts?: number;
  /** The machine boots, so that only files matter. */
  boots?: boolean;
  /** The clock is what goes wrong. */
  clock?: boolean;
  /** The new address is one that nobody can reach. */
  unreachable?: boolean;
}

const ports = (names: readonly string[], state: string) =>
  names.map((name) => `ip netns exec switch ip link set ${name} ${state}`).join("\n");
const ALL = ["port1", "port2", "port3", "port4"];
/** All but a little at once, the rest to the last byte. */
const FULL =
  "fallocate -l $(($(df -Pk /var/lib | awk 'NR == 2 { print $4 }') - 512))K /var/lib/full; dd if=/dev/zero of=/var/lib/fuller bs=1k; sync";

/** Of the machine's own sshd, not of the switch's: by their network namespace. */
const DROP_SESSIONS = `here=$(readlink /proc/1/ns/net)
for entry in /proc/[0-9]*; do
  read -r name <"$entry/comm" && case $name in sshd*) ;; *) continue ;; esac
  [ "$(readlink "$entry/ns/net")" = "$here" ] || continue
  case $(tr '\\0' ' ' <"$entry/cmdline") in *listener*) ;; *) kill -KILL "\${entry#/proc/}" ;; esac
done 2>/dev/null`;

const KILL_WORKER = `for dir in /var/lib/pulumi-linux-bond/transactions/*; do
  read -r pid _ <"$dir/worker" && kill -KILL "$pid"
done 2>/dev/null`;

/** Another program begins a change of another bond; whatever it gets to do it takes back. */
async function secondWriter({ lab }: Scene): Promise<void> {
  const host = new Host(lab);
  // em4 is down, unlike the em2 that this plan was written for; address and route must not be those of our bond.
  const others = { bond0: "bond9", em2: "em4", "10.7.7.": "10.97.7.", "10.8.0.0": "10.98.0.0" };
  const text = Object.entries(others).reduce(
    (plan, [ours, theirs]) => plan.replaceAll(ours, theirs),
    JSON.stringify(creating),
  );
  const plan = JSON.parse(text.replace(',["up","em4"]', ""));
  const { outcome, id } = await host.begin({ ...plan, files: plan.files.slice(0, 2) }, { rollbackAfter: 30 });
  if (outcome.result === "applied") await host.rollback(id);
}

const command = (harm: Harm) => (random: Random) => {
  const chosen = wrapped(harm, random);
  const which = harm === "missing" ? "is missing" : `${harm} at call ${chosen.call}`;
  return { name: `${chosen.command} ${which}`, prepare: wrap(chosen), mend: UNWRAP };
};

type Kind = (random: Random) => Fault;

/** Every kind of fault with how often it is drawn. */
const KINDS: readonly [weight: number, kind: Kind, fits?: (operation: Operation) => boolean][] = [
  [3, () => ({ name: "em1's link is cut", strike: ports(["port1"], "down"), mend: ports(ALL, "up"), lasts: 60 })],
  [4, () => ({ name: "all links are cut", strike: ports(ALL, "down"), mend: ports(ALL, "up"), lasts: 60 })],
  [2, () => ({ name: "all links flap", strike: `${ports(ALL, "down")}\nsleep 2\n${ports(ALL, "up")}` })],
  [3, () => ({ name: "the SSH session is dropped", strike: DROP_SESSIONS })],
  [4, () => ({ name: "the provider is killed", act: async ({ running }) => running.kill("SIGKILL") })],
  [2, () => ({ name: "Ctrl-C", act: async ({ running }) => running.kill("SIGINT") })],
  [2, () => ({ name: "the worker is killed", strike: KILL_WORKER })],
  [2, () => ({ name: "power cut", act: ({ lab }) => lab.powerOff(), boots: true })],
  [1, () => ({ name: "the disk is full before", prepare: FULL, mend: "rm -f /var/lib/full*" })],
  [2, () => ({ name: "the disk fills", strike: FULL, mend: "rm -f /var/lib/full*" })],
  [6, command("fails")],
  [2, command("hangs")],
  [2, command("missing")],
  [2, () => ({ name: "a second writer", act: secondWriter })],
  [1, () => ({ name: "the clock jumps ahead", strike: "date -s '+1 day'", clock: true })],
  [1, () => ({ name: "the clock jumps back", strike: "date -s '-1 day'", clock: true })],
  [
    6,
    () => ({
      name: "the switch stops LACP",
      strike: "ip netns exec switch /usr/local/lib/lab/partner off",
      mend: "ip netns exec switch /usr/local/lib/lab/partner on",
    }),
    ({ from }) => isLacp(from),
  ],
  [6, () => ({ name: "the new address is unreachable", unreachable: true }), ({ name }) => name === "management-path"],
];

export function fault(random: Random, operation: Operation): Fault {
  const fitting = KINDS.filter(([, , fits]) => fits?.(operation) ?? true);
  let place = random.below(fitting.reduce((sum, [weight]) => sum + weight, 0));
  for (const [weight, kind] of fitting) {
    place -= weight;
    if (place < 0) return kind(random);
  }
  throw new Error("The weights of the faults do not add up.");
}

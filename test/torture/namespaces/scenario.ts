import type { Probe } from "../../../provider/model/desired";
import { Random } from "../random";
import { KINDS, type Kind } from "./change";
import { blow, type Cut, cut, early } from "./cuts";
import { further, type Layout, layout, target } from "./layout";

/** What one seed stands for. */
export interface Scenario {
  seed: number;
  layout: Layout;
  kind: Kind;
  /** Seconds after which a link comes up that the checks wait for; 0: they do not. */
  slowly: number;
  cuts: Cut[];
  rollbackAfter: number;
  /** The client's patience, in seconds. */
  keepAliveTimeout: number;
  perDialTimeout: number;
  probes: Probe[];
}

/** One that passes before and after, by a name of /etc/hosts, and those of names for which a resolver is asked. */
const OWN: Probe = { tcp: "localhost:22" };
const ASKED: Probe[] = ["one", "two", "three"].map((name) => ({ tcp: `${name}.example:22` }));

/** Deleting an address takes more with it than what a change by hand puts back, except where it is a network of its own. */
const canMove = ({ ipv6, way, routes, neighbours, rules }: Layout) =>
  (ipv6 ? way !== "gateway with attributes" : way === "on-link gateway") &&
  way !== "table" &&
  [...routes, ...neighbours, ...rules].length === 0;

/** @param number - of the host's network; no two hosts of a moment have the same */
export function scenario(seed: number, number: number): Scenario {
  const random = new Random(seed);
  const host = layout(random, number);
  const drawn = random.pick<Kind>([...KINDS] as [Kind, ...Kind[]]);
  const kind = drawn === "moves" && !canMove(host) ? "bond-down" : drawn;
  if (kind === "cuts late") host.ipTakes = 0.2;
  const drawnFirst = {
    seed,
    layout: host,
    kind,
    slowly: random.pick([0, 0, 0, 1, 3, 6]),
    cuts: [
      ...(kind === "cuts late" ? [early(random)] : []),
      ...Array.from({ length: random.pick([0, 1, 1, 1, 2, 3]) }, () => cut(random)),
    ],
    rollbackAfter: random.pick([10, 12, 16]),
    keepAliveTimeout: random.pick([3, 5]),
    perDialTimeout: random.pick([4, 6]),
  };
  // Drawn last: what a seed stood for before there were these stays as it was.
  const blows = blow(random);
  const probes = random.pick<Probe[]>([[], [], [], [OWN], ASKED, [...ASKED, OWN]]);
  further(random, host);
  host.target = target(random, host, kind);
  return { ...drawnFirst, cuts: [...drawnFirst.cuts, ...blows], probes };
}

/** How the client is reached from the host, for people. */
export function hostText({ layout: { ipv6, way, management, target: about, advertised } }: Scenario): string {
  const above = { bond0: "", br0: ", bridge", "bond0.20": ", above" }[management];
  const ra = advertised && way !== "advertised" ? ", RA" : "";
  return `${ipv6 ? "IPv6 " : ""}${way}${above}${ra}${about === management ? "" : `, ${about}`}`;
}

/** When the line fails, and how, for people. */
export const cutText = ({ cuts }: Scenario) =>
  cuts
    .map(({ when, how, seconds }) => {
      const at =
        when.at === "time"
          ? `${when.seconds} s`
          : when.at === "phase"
            ? `${when.phase}+${when.seconds} s`
            : `${when.direction} ${when.connection}:${when.count}`;
      return `${how}@${at}${["reset", "kill", "power"].includes(how) ? "" : ` for ${Number.isFinite(seconds) ? `${seconds} s` : "good"}`}`;
    })
    .join(", ");

import { check } from "../check";
import { isIpv6 } from "../ip/text";
import type { Link, Observed } from "../model/observed";
import type { Examined } from "../observe/examined";
import type { Mode } from "../options/modes";
import { standingOn } from "../plan/standing";
import { summary } from "../plan/summary";
import { waysOf } from "../routing/route";
import type { Connection } from "../ssh";
import type { Bag } from "../verbs/outputs";
import { prepare } from "../verbs/prepare";
import { isPort } from "./ports";

/** What a bond would be on this host. */
export interface Advice {
  mode: Mode;
  /** Why this one. */
  reason: string;
  args: Bag;
  /** What creating it would do and cost; absent: something blocks it. */
  price?: string;
  /** What would refuse it, each with the way out. */
  blocks: string[];
  warnings: string[];
}

/** The port that SSH came in over, and those that carry nothing of their own: with a link, where there are two such. */
function membersFor(observed: Observed): Link[] {
  const free = Object.values(observed.links).filter(
    (link) => isPort(link) && link.master === undefined && standingOn(observed, link.name).length === 0,
  );
  const chosen = free.filter(({ name, addresses }) => name === observed.ssh?.device || addresses.length === 0);
  const linked = chosen.filter(({ carrier }) => carrier === true);
  return linked.length > 1 ? linked : chosen;
}

function addressing({ routes, dhcp }: Observed, members: readonly Link[]): Bag {
  const carrying = members.find(({ addresses }) => addresses.length > 0);
  if (carrying === undefined) return {};
  const addresses = carrying.addresses.filter((cidr) => !carrying.dynamic?.includes(cidr));
  const leased = dhcp.includes(carrying.name) && !addresses.some((cidr) => !isIpv6(cidr));
  const gateways = waysOf(routes)
    .filter(({ to, dev }) => to === "default" && dev === carrying.name)
    .map(({ via }) => via);
  const gateway = gateways.find((via) => !isIpv6(via));
  const gateway6 = gateways.find((via) => isIpv6(via) && !/^fe80:/i.test(via));
  return {
    ...(addresses.length > 0 && { addresses }),
    ...(leased && { dhcp: true }),
    ...(gateway !== undefined && !leased && { gateway }),
    ...(gateway6 !== undefined && addresses.some(isIpv6) && { gateway6 }),
    ...(carrying.mtu !== 1500 && { mtu: carrying.mtu }),
  };
}

/** LACP where one switch offers it to all members; otherwise the mode that asks nothing of the switch. */
function modeFor(names: readonly string[], { lacpdus }: Examined): Pick<Advice, "mode" | "reason"> {
  const groups = names.map((name) => lacpdus[name]).map((one) => one?.system && `${one.system} ${one.key}`);
  if (groups.every((group) => group !== undefined && group === groups[0]))
    return { mode: "802.3ad", reason: `${names.join(" and ")} hear LACPDUs of one group of a switch` };
  return { mode: "active-backup", reason: "it works with every switch" };
}

/** A bond with the addresses of the port that SSH uses; undefined: there are no two ports for it. */
export function advise(observed: Observed, connection: Connection, examined: Examined): Advice | undefined {
  const members = membersFor(observed);
  if (members.length < 2) return undefined;
  const taken = (number: number) => observed.links[`bond${number}`] !== undefined;
  const device = `bond${Array.from({ length: 100 }, (_, number) => number).find((number) => !taken(number)) ?? 100}`;
  const names = members.map(({ name }) => name).sort();
  const choice = modeFor(names, examined);
  const args: Bag = { device, mode: choice.mode, members: names, ...addressing(observed, members) };
  const { inputs, failures } = check({ ...args, connection });
  if (failures.length > 0) return { ...choice, args, blocks: failures.map(({ reason }) => reason), warnings: [] };
  const { plan, reasons, warnings, wanted } = prepare(inputs, observed);
  const price = plan && summary(plan, observed, wanted);
  const blocks = reasons.map((reason) => reason.replace(/^Unable to create \S+ on .*?: /, ""));
  return { ...choice, args, blocks, warnings, ...(price !== undefined && { price }) };
}

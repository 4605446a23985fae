import { check } from "../check";
import { isIpv6 } from "../ip/text";
import type { Link, Observed } from "../model/observed";
import { standingOn } from "../plan/standing";
import { summary } from "../plan/summary";
import { waysOf } from "../routing/route";
import type { Connection } from "../ssh";
import { deviceFile } from "../stacks/network-scripts/state";
import type { Bag } from "../verbs/outputs";
import { prepare } from "../verbs/prepare";

/** A port of the host and what speaks for or against it. */
export interface Port {
  name: string;
  link: "link" | "no link" | "down";
  speedMbps?: number;
  addresses: string[];
  /** The bond or bridge that holds it. */
  heldBy?: string;
  /** The file of network-scripts that configures it. */
  file?: string;
  networkManager: boolean;
  /** Whether this SSH session came in over it. */
  ssh: boolean;
}

/** What a bond would be on this host. */
export interface Advice {
  args: Bag;
  /** What creating it would do and cost; absent: something blocks it. */
  price?: string;
  /** What would refuse it, each with the way out. */
  blocks: string[];
  warnings: string[];
}

const isPort = ({ kind, name }: Link) => kind === "" && name !== "lo";

/** The ports of a host, in the kernel's order. */
export function portsOf({ links, files, stack, ssh }: Observed): Port[] {
  return Object.values(links)
    .filter(isPort)
    .map(({ name, up, carrier, speedMbps, addresses, master }) => {
      const file = deviceFile(files, name)?.split("/").at(-1);
      return {
        name,
        link: carrier === true ? "link" : up ? "no link" : "down",
        ...(speedMbps !== undefined && { speedMbps }),
        addresses,
        ...(master !== undefined && { heldBy: master }),
        ...(file !== undefined && { file }),
        networkManager: stack.networkManager === "running" && stack.networkManagerDevices.includes(name),
        ssh: ssh?.device === name,
      };
    });
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

/** A bond in the mode that asks nothing of the switch, with the addresses of the port that SSH uses; undefined: there are no two ports for it. */
export function advise(observed: Observed, connection: Connection): Advice | undefined {
  const members = membersFor(observed);
  if (members.length < 2) return undefined;
  const taken = (number: number) => observed.links[`bond${number}`] !== undefined;
  const device = `bond${Array.from({ length: 100 }, (_, number) => number).find((number) => !taken(number)) ?? 100}`;
  const names = members.map(({ name }) => name).sort();
  const args: Bag = { device, mode: "active-backup", members: names, ...addressing(observed, members) };
  const { inputs, failures } = check({ ...args, connection });
  if (failures.length > 0) return { args, blocks: failures.map(({ reason }) => reason), warnings: [] };
  const { plan, reasons, warnings, wanted } = prepare(inputs, observed);
  const price = plan && summary(plan, observed, wanted).replace(/^.*? on .*?: /, "");
  const blocks = reasons.map((reason) => reason.replace(/^Unable to create \S+ on .*?: /, ""));
  return { args, blocks, warnings, ...(price !== undefined && { price }) };
}

import * as ipaddr from "ipaddr.js";
import { waysOf } from "../../../provider/routing/route";
import type { Host } from "../../model/host";

const matches = (address: string, cidr: string) => {
  const [network, bits] = ipaddr.parseCIDR(cidr);
  const one = ipaddr.parse(address);
  return one.kind() === network.kind() && one.match(network, bits);
};

/** Whether frames get out of a device: a bond has members, what stands on others has those. */
function carries({ kernel }: Host, name: string): boolean {
  const device = kernel.devices.get(name);
  if (!device?.up) return false;
  if (kernel.bonds.has(name)) return kernel.bond(name).members.length > 0;
  if (device.kind === "vlan") return carries({ kernel } as Host, device.parent ?? "");
  const ports = [...kernel.devices.values()].filter(({ master }) => master === name);
  return device.kind !== "bridge" || ports.some((port) => carries({ kernel } as Host, port.name));
}

/** What the kernel of a host that has booted does with a packet for the client; undefined: SSH does not get in. */
export function wayOf(host: Host, address: string, client: string): string | undefined {
  const { kernel } = host;
  const live = [...kernel.devices.values()].filter(({ name }) => carries(host, name));
  if (!live.some(({ addresses }) => addresses.some((cidr) => cidr.startsWith(`${address}/`)))) return undefined;
  const near = live.find(({ addresses }) => addresses.some((cidr) => matches(client, cidr)));
  if (near) return near.name;
  const routes = waysOf(kernel.routes.all).filter(({ dev }) => carries(host, dev));
  const narrow = routes.find(({ to }) => to !== "default" && matches(client, to));
  return (narrow ?? routes.find(({ to, via }) => to === "default" && !via.includes(":")))?.dev;
}

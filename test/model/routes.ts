import * as ipaddr from "ipaddr.js";
import type { KernelRoute } from "../../provider/model/observed";
import { routeKey, sameRoute } from "../../provider/routing/route";
import type { Device } from "./kernel";
import { Refusal } from "./refusal";

export type ModelRoute = KernelRoute;

/** The routing tables, as far as routes with one next hop or none go. */
export class Routes {
  private list: ModelRoute[] = [];

  constructor(private readonly kernel: { devices: ReadonlyMap<string, Device> }) {}

  get all(): readonly ModelRoute[] {
    return this.list;
  }

  /** `ip route replace`: in the place of one with the same target, family, table and metric. */
  replace(route: ModelRoute): void {
    if (!this.reachable(route)) throw new Refusal("ENETUNREACH", `${route.to} via ${route.via} dev ${route.dev}`);
    this.list = [...this.list.filter((other) => routeKey(other) !== routeKey(route)), { ...route }];
  }

  remove(route: ModelRoute): void {
    const { metric: _, ...any } = route;
    this.list = this.list.filter(({ metric, ...other }) => {
      const same = sameRoute(other, any) && other.dev === route.dev;
      return !same || (route.metric !== undefined && route.metric !== metric);
    });
  }

  /** Drops what a device that went down, or an address that left it, takes along. */
  prune(): void {
    this.list = this.list.filter((route) => this.reachable(route));
  }

  private reachable({ via, dev, type, source, onLink }: ModelRoute): boolean {
    if (type !== undefined) return true;
    const device = this.kernel.devices.get(dev);
    if (!device?.up) return false;
    if (source !== undefined && !device.addresses.some((cidr) => cidr.split("/")[0] === source)) return false;
    if (via === undefined || onLink) return true;
    const hop = ipaddr.parse(via);
    return device.addresses.some((cidr) => {
      const [network, bits] = ipaddr.parseCIDR(cidr);
      return network.kind() === hop.kind() && hop.match(network, bits);
    });
  }
}

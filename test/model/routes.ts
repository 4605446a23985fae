import * as ipaddr from "ipaddr.js";
import { isIpv6 } from "../../provider/ip/text";
import type { Device } from "./kernel";
import { Refusal } from "./refusal";

/** A route with a next hop. */
export interface ModelRoute {
  to: string;
  via: string;
  dev: string;
  metric?: number;
}

/** The routing table, as far as next hops go. */
export class Routes {
  private list: ModelRoute[] = [];

  constructor(private readonly kernel: { devices: ReadonlyMap<string, Device> }) {}

  get all(): readonly ModelRoute[] {
    return this.list;
  }

  /** `ip route replace`: in the place of one with the same target, family and metric. */
  replace(route: ModelRoute): void {
    if (!this.reachable(route)) throw new Refusal("ENETUNREACH", `${route.to} via ${route.via} dev ${route.dev}`);
    const same = (other: ModelRoute) =>
      other.to === route.to && isIpv6(other.via) === isIpv6(route.via) && other.metric === route.metric;
    this.list = [...this.list.filter((other) => !same(other)), { ...route }];
  }

  remove(route: ModelRoute): void {
    this.list = this.list.filter(({ to, via, dev }) => to !== route.to || via !== route.via || dev !== route.dev);
  }

  /** Drops what a device that went down, or an address that left it, takes along. */
  prune(): void {
    this.list = this.list.filter((route) => this.reachable(route));
  }

  private reachable({ via, dev }: ModelRoute): boolean {
    const device = this.kernel.devices.get(dev);
    if (!device?.up) return false;
    const hop = ipaddr.parse(via);
    return device.addresses.some((cidr) => {
      const [network, bits] = ipaddr.parseCIDR(cidr);
      return network.kind() === hop.kind() && hop.match(network, bits);
    });
  }
}

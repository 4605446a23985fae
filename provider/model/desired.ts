import type { Mode } from "../options/modes";
import type { OptionValues } from "../options/row";

/** What becomes of packets that a route refuses instead of sending them on. */
export const REFUSING = ["blackhole", "unreachable", "prohibit"] as const;

/** A static route, as far as a program can declare one. */
export interface Route {
  /** A network in CIDR form; all addresses are 0.0.0.0/0 or ::/0. */
  to: string;
  /** The next hop. Absent: the network is on the link, or the route refuses. */
  via?: string;
  metric?: number;
  /** Absent: the main table. */
  table?: number;
  /** The address that the host's own packets come from. */
  source?: string;
  /** Absent: packets are sent on. */
  type?: (typeof REFUSING)[number];
  mtu?: number;
  /** The next hop lies on the link whatever the bond's networks are. */
  onLink?: boolean;
}

/** A rule of policy routing: which packets ask which table. */
export interface RoutingRule {
  /** An address or a network. Absent: any. */
  from?: string;
  to?: string;
  table: number;
  /** Absent: the kernel chooses one. */
  priority?: number;
  fwmark?: number;
  /** The device on which packets came in. */
  iif?: string;
}

/** What a program declares about one bond, in normal form (what check returns): plan and render know nothing else. */
export interface Desired {
  device: string;
  mode: Mode;
  /** Sorted: the scripts attach members in the order of their file names whatever a program says. */
  members: string[];
  /** By API name, defaults of check included (a monitor always exists). */
  options: OptionValues;
  /** CIDR form, canonical; the first IPv4 address is the primary one. */
  addresses: string[];
  /** The bond is to have no other addresses than the declared ones. Absent: those of others stay. */
  removeUndeclaredAddresses?: boolean;
  dhcp: boolean;
  /** The bridge of which the bond is a port. Absent: none is declared, and one that there is stays. */
  bridge?: string;
  gateway?: string;
  gateway6?: string;
  dns: string[];
  searchDomains: string[];
  routes: Route[];
  rules: RoutingRule[];
  /** Absent: the device's own default, 1500, is neither written nor looked at. */
  mtu?: number;
  macAddress?: string;
  onBoot: boolean;
  extraKeys: { bond: Record<string, string>; members: Record<string, Record<string, string>> };
}

/** A check done on the host before and after a change; only what passed before must pass after. */
export type Probe = { ping: string } | { tcp: string };

/** How a change is made: the declared `apply`, in normal form. */
export interface ApplyOptions {
  /** Seconds until the host undoes an unconfirmed change. */
  rollbackAfter: number;
  activation: "least" | "restart";
  reconnect?: { host?: string; port?: number };
  allowManagementMove: boolean;
  requirePartner: boolean;
  probes: Probe[];
}

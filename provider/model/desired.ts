import type { Mode } from "../options/modes";
import type { OptionValues } from "../options/row";

/** A static route: to a network in CIDR form, via a next hop on one of the bond's networks. */
export interface Route {
  to: string;
  via: string;
  metric?: number;
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

/** Why something is not there after a boot, and what a person can do about it: two parts of one sentence. */
export interface Cause {
  why: string;
  next: string;
  /** The property whose value is missing, and is known from the running kernel. */
  missing?: "gateway" | "gateway6";
}

/** A route that the files bring; without `via` its network is on the link. */
export interface BootRoute {
  to: string;
  via?: string;
  metric?: number;
  /** It takes the place of another route to the same network; without this it yields to it. */
  replaces?: boolean;
}

/** What a boot makes of one device. */
export interface BootDevice {
  name: string;
  /** The file that configures it: "ifcfg-bond0". */
  file: string;
  /** Why it does not come up, or carries nothing; absent: it comes up. */
  down?: Cause;
  /** Static addresses in CIDR form. */
  addresses: string[];
  dhcp: boolean;
  /** Whether addresses and routes of IPv6 routers are taken. */
  automatic: boolean;
  routes: BootRoute[];
  /** Why it brings no IPv4 default route. */
  noGateway?: Cause;
  /** Why it brings no IPv6 default route of its own. */
  noGateway6?: Cause;
}

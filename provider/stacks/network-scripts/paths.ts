/** Where network-scripts look for their files. */
export const SCRIPTS = "/etc/sysconfig/network-scripts";

/** What all scripts read before an interface's own file; has the IPv4 gateway. */
export const NETWORK = "/etc/sysconfig/network";

/** The resolver's file, and what the scripts put in its place when they take down the interface whose names they set there. */
export const RESOLVER = "/etc/resolv.conf";
export const RESOLVER_SAVED = "/etc/resolv.conf.save";

/** The file of an interface. */
export const ifcfgPath = (name: string) => `${SCRIPTS}/ifcfg-${name}`;

/** The name that a file of an interface has, its device's or another. */
export const interfaceName = (path: string) => path.slice(path.indexOf("/ifcfg-") + "/ifcfg-".length);

/** The files of an interface's static IPv4 and IPv6 routes. */
export const routePath = (device: string) => `${SCRIPTS}/route-${device}`;
export const route6Path = (device: string) => `${SCRIPTS}/route6-${device}`;

/** The files of an interface's IPv4 and IPv6 rules of policy routing. */
export const rulePath = (device: string) => `${SCRIPTS}/rule-${device}`;
export const rule6Path = (device: string) => `${SCRIPTS}/rule6-${device}`;

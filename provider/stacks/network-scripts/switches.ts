import { dictionary } from "../../model/dictionary";

/** What initscripts take for yes and for no. */
const isTrue = (text = "") => /^(t|y|yes|on|true|1)$/i.test(text);
export const isFalse = (text = "") => /^(f|n|no|off|false|0)$/i.test(text);

export const isDynamic = (values: Readonly<Record<string, string>>) => /^(dhcp|bootp)$/.test(values.BOOTPROTO ?? "");

/** A key that switches others off, when it does, and which. Each as the scripts of RHEL 7 and 8 read it. */
const SWITCHES: readonly [key: string, on: (values: Readonly<Record<string, string>>) => boolean, off: RegExp][] = [
  [
    "BRIDGE",
    ({ BRIDGE }) => BRIDGE !== undefined && BRIDGE !== "",
    /^(BOOTPROTO|(IPADDR|PREFIX|NETMASK)\d{0,3}|GATEWAY|IPV6ADDR|IPV6ADDR_SECONDARIES|IPV6_DEFAULTGW|DNS\d|DOMAIN)$/,
  ],
  ["BOOTPROTO", isDynamic, /^((IPADDR|PREFIX|NETMASK)\d{0,3}|GATEWAY)$/],
  ["DEFROUTE", ({ DEFROUTE }) => DEFROUTE === "no", /^GATEWAY$/],
  ["IPV6INIT", ({ IPV6INIT }) => isFalse(IPV6INIT), /^(IPV6ADDR|IPV6ADDR_SECONDARIES|IPV6_DEFAULTGW)$/],
  ["IPV6_DEFROUTE", ({ IPV6_DEFROUTE }) => IPV6_DEFROUTE === "no", /^IPV6_DEFAULTGW$/],
  ["PEERDNS", ({ PEERDNS, RESOLV_MODS }) => isFalse(PEERDNS) && !isTrue(RESOLV_MODS), /^(DNS\d|DOMAIN)$/],
];

/** Why the scripts do not use a key of a file with these values, e.g. "BOOTPROTO is dhcp"; undefined: they do. */
export function switchedOff(key: string, values: Readonly<Record<string, string>>): string | undefined {
  const found = SWITCHES.find(([, on, off]) => off.test(key) && on(values));
  return found && `${found[0]} is ${values[found[0]]}`;
}

/** The values that the scripts use. */
export function effective(values: Readonly<Record<string, string>>): Record<string, string> {
  return dictionary(Object.entries(values).filter(([key]) => switchedOff(key, values) === undefined));
}

/** Whether the scripts set no route of the route files. */
export const setsNoRoutes = ({ NOROUTESET, BRIDGE }: Readonly<Record<string, string>>) =>
  isTrue(NOROUTESET) || (BRIDGE ?? "") !== "";

/** Whether the scripts set no IPv4 default route for an interface, its own or the one of /etc/sysconfig/network. */
export const setsNoGateway = (values: Readonly<Record<string, string>>) => switchedOff("GATEWAY", values) !== undefined;

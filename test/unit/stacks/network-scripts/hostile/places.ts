import type { Desired } from "../../../../../provider/model/desired";
import { ifcfgPath, NETWORK } from "../../../../../provider/stacks/network-scripts/paths";
import { declaration } from "../../../../model/declaration";

/** One way of a value into a file. */
export interface Place {
  /** The declaration with the value in its place. */
  with(value: string): Desired;
  file: string;
  /** What a shell must see. */
  sees(value: string): Record<string, string>;
}

const em1 = ifcfgPath("em1");
const bond0 = ifcfgPath("bond0");
const place = (file: string, change: (value: string) => Partial<Desired>, sees: Place["sees"]): Place => ({
  file,
  with: (value) => declaration(change(value)),
  sees,
});
const first = (value: string) => value.split("/")[0] ?? "";
const option = (name: string, kernel: string) =>
  place(
    bond0,
    (value) => ({ mode: "802.3ad", options: { miimon: 100, [name]: value } }),
    (value) => ({
      BONDING_OPTS: `mode=802.3ad miimon=100${value === "" ? "" : ` ${kernel}=${value}`}`,
    }),
  );

/** Every property that reaches a file which a shell sources. */
export const PLACES: Record<string, Place> = {
  "the device in its members' files": place(
    em1,
    (value) => ({ device: value }),
    (value) => ({ MASTER: value, SLAVE: "yes" }),
  ),
  "an IPv4 address": place(
    bond0,
    (value) => ({ addresses: [`${value.replaceAll(":", "")}/24`] }),
    (value) => ({ IPADDR: first(value.replaceAll(":", "")) }),
  ),
  "a prefix length": place(
    bond0,
    (value) => ({ addresses: [`10.0.0.1/${value.replaceAll(/[:/]/g, "")}`] }),
    (value) => ({ PREFIX: value.replaceAll(/[:/]/g, "") }),
  ),
  "an IPv6 address": place(
    bond0,
    (value) => ({ addresses: [`::${value}`] }),
    (value) => ({ IPV6ADDR: `::${value}`, IPV6INIT: "yes" }),
  ),
  "a second IPv6 address": place(
    bond0,
    (value) => ({ addresses: ["::1/64", `::${value}`] }),
    (value) => ({ IPV6ADDR_SECONDARIES: `::${value}` }),
  ),
  "the gateway": place(
    NETWORK,
    (value) => ({ gateway: value }),
    (value) => ({ GATEWAY: value, NETWORKING: "yes" }),
  ),
  "the IPv6 gateway": place(
    bond0,
    (value) => ({ gateway6: value }),
    (value) => ({ IPV6_DEFAULTGW: value }),
  ),
  "a name server": place(
    bond0,
    (value) => ({ dns: ["1.1.1.1", value] }),
    (value) => ({ DNS2: value, DNS1: "1.1.1.1" }),
  ),
  "a search domain": place(
    bond0,
    (value) => ({ searchDomains: ["a", value] }),
    (value) => ({ DOMAIN: `a ${value}` }),
  ),
  "the MAC address": place(
    bond0,
    (value) => ({ macAddress: value }),
    (value) => ({ MACADDR: value }),
  ),
  "the primary": option("primary", "primary"),
  "an option that is a word": option("xmitHashPolicy", "xmit_hash_policy"),
  "an option that is a MAC address": option("adActorSystem", "ad_actor_system"),
  "an extra key of the bond": place(
    bond0,
    (value) => ({ extraKeys: { bond: { ZONE: value }, members: {} } }),
    (value) => ({ ZONE: value, DEVICE: "bond0" }),
  ),
  "an extra key of a member": place(
    em1,
    (value) => ({ extraKeys: { bond: {}, members: { em1: { ETHTOOL_OPTS: value } } } }),
    (value) => ({ ETHTOOL_OPTS: value, MASTER: "bond0" }),
  ),
};

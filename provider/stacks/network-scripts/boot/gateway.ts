import * as ipaddr from "ipaddr.js";
import { isIpv6, withinAny } from "../../../ip/text";
import type { BootRoute, Cause } from "../../../model/boot";
import { type Interface, says } from "./interfaces";

type Gateway = { routes: BootRoute[]; none?: Cause };

const none = (why: string, next: string): Gateway => ({ routes: [], none: { why, next } });

const missing = (file: string, property: "gateway" | "gateway6"): Gateway => ({
  routes: [],
  none: { why: `${file} would have no ${property}`, next: `Declare ${property}`, missing: property },
});

/** The IPv4 default route of a device: the scripts pass over a gateway in silence where one of these does not fit. */
export function gatewayOf(one: Interface, addresses: readonly string[], dhcp: boolean): Gateway {
  const { file, device, values } = one;
  const { GATEWAY, GATEWAYDEV, DEFROUTE, NETWORK } = values;
  if (DEFROUTE === "no") return none(`${says(one, "DEFROUTE")}, so ${file} has no gateway`, "Take that line out");
  if (GATEWAYDEV && GATEWAYDEV !== device)
    return none(`${says(one, "GATEWAYDEV")}, so ${file} has no gateway`, "Take that line out");
  if (dhcp) return { routes: [{ to: "default", replaces: true }] }; // from the server, on whatever network it gives
  const first = addresses.find((cidr) => !isIpv6(cidr));
  if (first === undefined) return none(`${file} would have no IPv4 address`, "Declare addresses");
  const fits = GATEWAY && withinAny(GATEWAY, [first]) && (!NETWORK || NETWORK === networkOf(first));
  if (fits) return { routes: [{ to: "default", via: GATEWAY, replaces: true }] };
  // With GATEWAYDEV the scripts set a default route without a next hop here, which leads nowhere.
  if (!GATEWAY) return missing(file, "gateway");
  const network = NETWORK ? `NETWORK, ${NETWORK}` : `the network of the first address, ${first}`;
  return none(`the gateway ${GATEWAY} of ${file} is not in ${network}`, "Declare a gateway in that network");
}

const networkOf = (cidr: string) =>
  ipaddr.IPv4.isValidCIDR(cidr) ? ipaddr.IPv4.networkAddressFromCIDR(cidr).toString() : "";

/** The IPv6 default route that the file itself brings; a router's may come beside it. */
export function gateway6Of({ file, values }: Interface, ipv6: boolean): Gateway {
  if (!ipv6) return none(`${file} has IPv6 switched off`, "Take IPV6INIT out");
  const [via = ""] = (values.IPV6_DEFAULTGW ?? "").split("%");
  if (via === "") return missing(file, "gateway6");
  return { routes: [{ to: "default", via, metric: 1, replaces: true }] };
}

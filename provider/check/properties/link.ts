import { isMulticast, parseMac } from "../../ip/mac";
import { ZERO_MAC } from "../../options/values";
import { bad, good, integer, type Reader, show, whenKnown } from "../reading";

/** The MTU of the bond and its members. */
export const readMtu = integer(68, 65535, "the kernel's devices take an MTU from 68 to 65535 bytes");

/** A MAC address that a device can have. */
export const readMac: Reader<string> = whenKnown((value, name) => {
  const mac = typeof value === "string" ? parseMac(value.trim()) : undefined;
  if (!mac) return bad(value, `${name} is ${show(value)}, not a MAC address. Write it like "52:54:00:12:34:56".`);
  if (mac === ZERO_MAC)
    return bad(value, `${name} ${mac} is no address: the kernel refuses it. Leave it out for the first member's.`);
  if (isMulticast(mac))
    return bad(
      value,
      `${name} ${mac} is a multicast address, which the kernel refuses for a device. Make the second digit even.`,
    );
  return good(mac);
});

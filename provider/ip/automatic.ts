import * as ipaddr from "ipaddr.js";

/** Whether an IPv6 address was made by the host itself from the MAC of its device and a router's prefix. */
export function isAutomatic(cidr: string, mac: string): boolean {
  const text = cidr.split("/")[0] ?? "";
  if (!ipaddr.IPv6.isValid(text)) return false;
  const bytes = ipaddr.IPv6.parse(text).toByteArray().slice(8);
  const [a = 0, b, c, d, e, f] = mac.split(":").map((part) => Number.parseInt(part, 16));
  return [a ^ 2, b, c, 0xff, 0xfe, d, e, f].every((byte, place) => byte === bytes[place]);
}

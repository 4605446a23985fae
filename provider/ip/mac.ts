/** A MAC address as the kernel prints it, six lower-case bytes with colons, or undefined; hyphens are understood. */
export function parseMac(text: string): string | undefined {
  return /^[0-9a-f]{2}([:-][0-9a-f]{2}){5}$/i.test(text) ? text.toLowerCase().replaceAll("-", ":") : undefined;
}

/** Whether the address is one of a group, the broadcast address included: the lowest bit of the first byte says so. */
export const isMulticast = (mac: string) => (Number.parseInt(mac.slice(0, 2), 16) & 1) === 1;

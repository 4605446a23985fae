import { type Cidr, networkOf, parseCidr } from "../ip/parse";

/** The addresses of one family. */
export const cidrs = (addresses: readonly string[] | undefined, family: 4 | 6): Cidr[] =>
  (addresses ?? []).flatMap((text) => parseCidr(text) ?? []).filter((cidr) => cidr.family === family);

/** Their networks, for a sentence. */
export const networks = (found: Cidr[]) => found.map((cidr) => `${networkOf(cidr)}/${cidr.prefix}`).join(", ");

export const LINK_LOCAL = parseCidr("fe80::/10") as Cidr;

/** Why a link-local next hop cannot be declared. */
export const NO_DEVICE = "is link-local: it means nothing without a device, and the network scripts do not name one";

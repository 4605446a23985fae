import { deviceOf } from "../../sdk/id";
import type { Bag } from "../verbs/outputs";

/**
 * The way to a host that an id names: `media1/bond0`, or more of it for an import, `admin@media1:2222/bond0`; an IPv6
 * address stands in brackets. A bare device names none.
 */
export function connectionOfId(id: string): Bag | undefined {
  const place = id.slice(0, Math.max(0, id.length - deviceOf(id).length - 1));
  const parts = /^(?:(?<user>[^@]+)@)?(?:\[(?<ipv6>[^\]]+)\]|(?<host>[^[\]]+?))(?::(?<port>\d{1,5}))?$/.exec(
    place,
  )?.groups;
  if (parts === undefined) return undefined;
  const { user, ipv6, host, port } = parts;
  return { host: ipv6 ?? host, ...(port && { port: Number(port) }), ...(user && { user }) };
}

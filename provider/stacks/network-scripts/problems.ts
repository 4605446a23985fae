import type { Ifcfg } from "../../formats/ifcfg/parse";
import { typographicQuotes } from "../../formats/ifcfg/typographic";
import { isIpv6, withinAny } from "../../ip/text";
import type { Desired } from "../../model/desired";
import { BOOT_KEYS, bootView, namesMaster } from "./greps";
import { harmOf, isPropertyKey } from "./keys";

/** A file of network-scripts, read. */
type File = Ifcfg & { path: string; text: string };

const short = (path: string) => path.slice(path.lastIndexOf("/") + 1);

/** Why one file does not mean what its keys say. */
export function fileProblems({ path, text, values, problems }: File): string[] {
  const name = short(path);
  const odd = [...problems, ...typographicQuotes(text)];
  const words = odd.map(({ line, text: why }) => `${name}, line ${line}: ${why}.`);
  if (/\r/.test(Object.values(values).join("")))
    words.push(`${name}: values end in a carriage return, which becomes part of them.`);
  const seen = bootView(text);
  for (const key of BOOT_KEYS)
    if (seen[key] !== values[key])
      words.push(
        `${name}: the network service reads ${key} as "${seen[key] ?? ""}": another line that contains "${key}=" hides it.`,
      );
  return words;
}

/** A member by its values that the scripts do not find, or the reverse. */
export function unlistedMember({ path, text, values }: File, device: string, member: boolean): string[] {
  const found = namesMaster(text, device);
  if (member && !found) {
    const why = values.MASTER === device ? "is not written plainly" : "names the bond by its UUID";
    return [`${short(path)}: "ifup ${device}" does not find it, because its MASTER line ${why}.`];
  }
  if (!member && found)
    return [
      `${short(path)}: names ${device} as its MASTER but is no member: SLAVE is "${values.SLAVE ?? ""}", not "yes".`,
    ];
  return [];
}

/** Keys of /etc/sysconfig/network that mean something to every interface, beside those that its own file may have. */
const SHARED_KEYS =
  /^(NETWORKING|NETWORKING_IPV6|GATEWAYDEV|DEFROUTE|METRIC|SRCADDR|EXTRA_ROUTE_OPTS|NOROUTESET|PEERDNS|PEERROUTES|IPV6\w*)$/;

/**
 * Lines of /etc/sysconfig/network that cannot be read and that may bear on a bond: by their key, or because nothing
 * behind them was read. What other lines say or run is not the bond's business.
 */
export function unreadLines({ problems, unread, stoppedAt }: Ifcfg): string[] {
  const bears = (key: string) => SHARED_KEYS.test(key) || isPropertyKey(key) || harmOf(key) !== undefined;
  const lines = [stoppedAt, ...unread.filter(({ key }) => bears(key)).map(({ line }) => line)];
  const found = problems.filter(({ line }) => lines.includes(line));
  return found.map(({ line, text }) => `network, line ${line}: ${text}.`);
}

/** What /etc/sysconfig/network does to this bond. */
export function networkProblems(
  network: Ifcfg,
  bond: Pick<Desired, "device" | "addresses" | "gateway" | "onBoot">,
): string[] {
  const { NETWORKING, GATEWAYDEV } = network.values;
  const words = unreadLines(network);
  if (/^no$/i.test(NETWORKING ?? "") && bond.onBoot)
    words.push("network: NETWORKING is no, so the network service starts nothing.");
  if (bond.gateway === undefined) return words;
  if (GATEWAYDEV && GATEWAYDEV !== bond.device)
    words.push(`network: GATEWAYDEV is ${GATEWAYDEV}, so the gateway of ${bond.device} is not used.`);
  if (!withinAny(bond.gateway, bond.addresses.filter((address) => !isIpv6(address)).slice(0, 1)))
    words.push(`The gateway ${bond.gateway} is not in the network of the first address, so the scripts ignore it.`);
  return words;
}

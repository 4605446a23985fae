import { type Ifcfg, parseIfcfg } from "../../formats/ifcfg/parse";
import { typographicQuotes } from "../../formats/ifcfg/typographic";
import { isIpv6, withinAny } from "../../ip/text";
import type { Desired } from "../../model/desired";
import { type Files, fileName } from "../../model/observed";
import type { Reason } from "../../model/stack";
import { BOOT_KEYS, bootView, namesMaster } from "./greps";
import { harmOf, isPropertyKey } from "./keys";
import { NETWORK } from "./paths";

/** A file of network-scripts, read. */
type File = Ifcfg & { path: string; text: string };

/** Why one file does not mean what its keys say. */
export function fileProblems({ path, text, values, problems }: File): string[] {
  const name = fileName(path);
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
    return [`${fileName(path)}: "ifup ${device}" does not find it, because its MASTER line ${why}.`];
  }
  if (!member && found)
    return [
      `${fileName(path)}: names ${device} as its MASTER but is no member: SLAVE is "${values.SLAVE ?? ""}", not "yes".`,
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

/** What of /etc/sysconfig/network cannot be read. */
export function unreadable(files: Files): Reason[] {
  const texts = unreadLines(parseIfcfg(files[NETWORK]?.content ?? ""));
  const next = "Write a plain value there, or take the line out";
  return texts.map((text) => ({ why: `/etc/sysconfig/${text.replace(/\.$/, "")}`, next }));
}

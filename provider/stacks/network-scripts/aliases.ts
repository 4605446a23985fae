import ipaddr from "ipaddr.js";
import { assignmentEntries } from "../../formats/ifcfg/account-lines";
import { addressesOf } from "../../formats/ifcfg/addresses";
import { type Ifcfg, parseIfcfg } from "../../formats/ifcfg/parse";
import type { Fate } from "../../model/account";
import type { AliasFile } from "../../model/configuration";
import type { Files } from "../../model/observed";
import { isLiveName } from "./greps";
import { ifcfgPath } from "./paths";
import { isFalse } from "./switches";

/** Whether a path is an alias or range file of a device. */
function isAliasOf(path: string, device: string): boolean {
  const own = ifcfgPath(device);
  return path.startsWith(`${own}:`) || path.startsWith(`${own}-range`);
}

/** Whether a file is an alias or range file of some device: the network service starts none of its own. */
export const isAliasName = (path: string) => /\/ifcfg-[^/]*(:|-range)/.test(path);

/** The alias and range files of a device, in the order in which the scripts read them. */
export function aliasFiles(files: Files, device: string): AliasFile[] {
  const paths = Object.keys(files).filter((path) => isAliasOf(path, device) && isLiveName(path));
  const order = (path: string) => `${path.includes("-range") ? 1 : 0}${path}`;
  return paths
    .sort((a, b) => (order(a) < order(b) ? -1 : 1))
    .map((path) => aliasFile(path, files[path]?.content ?? "", device));
}

function aliasFile(path: string, text: string, device: string): AliasFile {
  const read = parseIfcfg(text);
  const waits = isFalse(read.values.ONPARENT);
  const addresses = waits ? [] : isRange(path) ? rangeOf(read.values) : addressesOf(one(read.values));
  const entries = waits
    ? assignmentEntries(
        text,
        read,
        () => [{ fate: "kept" }],
        () => false,
      )
    : assignmentEntries(
        text,
        read,
        (key, value) => [meaning(key, value, read, addresses, isRange(path))],
        () => false,
      );
  return { path, addresses, account: { path, role: "alias", device, entries } };
}

const isRange = (path: string) => path.includes("-range");

/** An alias has one address. */
const one = ({ IPADDR = "", PREFIX = "", NETMASK = "" }: Record<string, string>) => ({ IPADDR, PREFIX, NETMASK });

/** IPADDR_START to IPADDR_END, which differ in their last number only. */
function rangeOf(values: Record<string, string>): string[] {
  const { IPADDR_START: start = "", IPADDR_END: end = "", PREFIX = "", NETMASK = "" } = values;
  const [head, first] = parts(start);
  const [tail, last] = parts(end);
  if (head === undefined || head !== tail || first > last) return [];
  const numbers = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  return numbers.flatMap((number) => addressesOf({ IPADDR: `${head}.${number}`, PREFIX, NETMASK }));
}

function parts(address: string): [string | undefined, number] {
  if (!ipaddr.IPv4.isValidFourPartDecimal(address)) return [undefined, 0];
  const at = address.lastIndexOf(".");
  return [address.slice(0, at), Number(address.slice(at + 1))];
}

const SAYS_HOW = /^(ARPCHECK|ARPUPDATE|NO_ALIASROUTING|BROADCAST|CLONENUM_START|SRCADDR)$/;

/** The scripts read an alias's file for its address only: neither gateway nor name servers of it are used. */
function meaning(key: string, value: string, { values }: Ifcfg, addresses: string[], range: boolean): Fate {
  const address = range ? /^(IPADDR_START|IPADDR_END|PREFIX|NETMASK)$/ : /^(IPADDR|PREFIX|NETMASK)$/;
  if (key === "ONPARENT" && value !== "" && value !== "yes")
    return { fate: "unknown", why: "ONPARENT is neither yes nor no" };
  if (address.test(key) && value !== "")
    return addresses.some(isAddress) ? { fate: "property", property: "addresses" } : NO_ADDRESS;
  if (SAYS_HOW.test(key) && value !== "" && !isOwnBroadcast(key, values, addresses))
    return { fate: "unknown", why: `an address of the bond cannot have its own ${key}` };
  return { fate: "without effect", why: "the scripts take only the address from such a file" };
}

const NO_ADDRESS: Fate = { fate: "unknown", why: "it gives no address that can be declared" };

const isAddress = (cidr: string) => ipaddr.IPv4.isValidCIDR(cidr);

function isOwnBroadcast(key: string, values: Record<string, string>, [first = ""]: string[]): boolean {
  if (key === "CLONENUM_START") return true; // a number for the label, which no address needs
  return (
    key === "BROADCAST" && isAddress(first) && ipaddr.IPv4.broadcastAddressFromCIDR(first).toString() === values[key]
  );
}

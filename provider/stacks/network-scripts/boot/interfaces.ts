import { parseIfcfg } from "../../../formats/ifcfg/parse";
import type { Files } from "../../../model/observed";
import { isAliasName } from "../aliases";
import { isLiveName } from "../greps";
import { interfaceName, NETWORK } from "../paths";

/** One file of network-scripts that configures a device. */
export interface Interface {
  /** The file as people call it: "ifcfg-bond0". */
  file: string;
  /** What follows `ifcfg-`. */
  name: string;
  device: string;
  text: string;
  /** The file's own keys. */
  own: Record<string, string>;
  /** What the scripts see: the file's own keys over those of /etc/sysconfig/network. */
  values: Record<string, string>;
  kind: "plain" | "vlan" | "bridge";
}

/** Where a key of an interface is said, and how: "/etc/sysconfig/network says GATEWAYDEV=em3". */
export function says({ file, own, values }: Interface, key: string): string {
  return `${own[key] === undefined ? NETWORK : file} says ${key}=${values[key]}`;
}

/** /etc/sysconfig/network, which the scripts read before each file; undefined: there is none. */
export const networkValues = (files: Files): Record<string, string> | undefined =>
  files[NETWORK] && parseIfcfg(files[NETWORK].content).values;

function kindOf({ TYPE, VLAN }: Record<string, string>): Interface["kind"] {
  if (VLAN === "yes") return "vlan";
  return TYPE === "Bridge" ? "bridge" : "plain";
}

/** The order of the network service: names by word and then by number. */
function inOrder(a: string, b: string): number {
  const [, word = "", number = ""] = /^(\D*)(.*)$/.exec(a) ?? [];
  const [, other = "", otherNumber = ""] = /^(\D*)(.*)$/.exec(b) ?? [];
  if (word !== other) return word < other ? -1 : 1;
  return Number.parseInt(number || "-1", 10) - Number.parseInt(otherNumber || "-1", 10);
}

const KINDS: readonly Interface["kind"][] = ["plain", "vlan", "bridge"];

/** Every file of an interface, in the order in which the network service goes over them. Alias and range files belong to another file. */
export function interfaces(files: Files): Interface[] {
  const shared = networkValues(files) ?? {};
  const found = Object.keys(files)
    .filter((path) => isLiveName(path) && !isAliasName(path))
    .map((path): Interface => {
      const text = files[path]?.content ?? "";
      const own = parseIfcfg(text).values;
      const name = interfaceName(path);
      return {
        file: `ifcfg-${name}`,
        name,
        device: own.DEVICE ?? name,
        text,
        own,
        values: { ...shared, ...own },
        kind: kindOf(own),
      };
    });
  return found.sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || inOrder(a.name, b.name));
}

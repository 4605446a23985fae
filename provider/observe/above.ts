import type { Abroad } from "../model/observed";
import { type HostRecord, linesOf } from "./records";

/** A device that names another below it, as `ip -d -o link` shows it. */
interface Standing {
  name: string;
  /** What the kernel calls it: "vlan", "macvlan", ... */
  kind: string;
  /** The name of the device below. */
  on?: string;
  /** Its number, where it is in another network namespace. */
  index?: string;
}

/**
 * `5: bond0.7@bond0: <...> ... \    link/ether ... \    vlan protocol 802.1Q id 7 ...`; a vxlan says `dev bond0` at the end.
 * Where the device below is in another namespace: `eth0@if5`, and behind `link/ether` `link-netnsid 0` or `link-netns NAME`.
 */
function standing(line: string): Standing[] {
  const [head = "", ...details] = line.split(/\\\s*/);
  const [, name, below] = /^\d+: ([^ @]+)(?:@(\S+))?: </.exec(head) ?? [];
  if (name === undefined) return [];
  const about = details.find((text) => !/^(link\/|alias )/.test(text)) ?? "";
  const kind = /^\w+/.exec(about)?.[0] ?? "";
  const index = / link-netns(id)? /.test(line) ? /^if(\d+)$/.exec(below ?? "")?.[1] : undefined;
  if (index !== undefined) return [{ name, kind, index }];
  const on = below ?? / dev (\S+)/.exec(about)?.[1];
  return on === undefined ? [] : [{ name, kind, on }];
}

/** What stands on which device of the host itself, by the name of what stands; `names` has all its devices by number. */
export function decodeAbove(
  records: readonly HostRecord[],
  names: ReadonlyMap<string, string>,
): Map<string, { kind: string; on: string }> {
  const known = new Set(names.values());
  const found = linesOf(records, "above").flatMap(standing);
  return new Map(
    found.flatMap(({ name, kind, on }) => (on !== undefined && known.has(on) ? [[name, { kind, on }]] : [])),
  );
}

/** What stands on a device of the host from another namespace. */
export function decodeAbroad(records: readonly HostRecord[], names: ReadonlyMap<string, string>): Abroad[] {
  return records
    .filter(({ word }) => word === "abroad")
    .flatMap(({ text, lines }) =>
      lines.flatMap(standing).flatMap(({ name, kind, index }) => {
        const parent = names.get(index ?? "");
        return parent === undefined ? [] : [{ name, kind, parent, namespace: text }];
      }),
    );
}

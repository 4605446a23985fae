import { dictionary } from "../model/dictionary";
import { type HostRecord, linesOf, readRecords, textOf, textsOf } from "./records";

/** Who sent an LACPDU: the address of its port, and the system and key that ports of one group have in common. */
export interface Lacpdu {
  from: string;
  system?: string;
  key?: number;
}

/** What a host says beside an observation, for people: nothing is decided by it but what a doctor proposes. */
export interface Examined {
  /** Distribution and release. */
  release?: string;
  /** The driver of each NIC that has one. */
  drivers: Record<string, string>;
  /** What LLDP says of the other end, by NIC. */
  neighbours: Record<string, string[]>;
  /** The LACPDU that came in, by NIC; null: none while it was listened for. */
  lacpdus: Record<string, Lacpdu | null>;
  /** Why a NIC could not be listened on. */
  failed: Record<string, string>;
  /** Seconds of listening. Absent: nothing was listened on, for the reason in `deaf`. */
  listened?: number;
  deaf?: "no-tcpdump" | "no-root";
}

/** Most neighbours of one NIC that are shown, and most letters of each text. */
const MOST = 4;
const LONGEST = 200;

/** Of a host that did not answer. */
export const UNEXAMINED: Examined = { drivers: {}, neighbours: {}, lacpdus: {}, failed: {} };

/** Throws when the answer was cut off on its way. */
export function decodeExamined(stdout: string): Examined {
  const records = readRecords(stdout);
  const release = decodeRelease(linesOf(records, "release"));
  const listened = Number(textOf(records, "listened"));
  const deaf = textOf(records, "deaf");
  return {
    ...(release !== "" && { release }),
    drivers: byName(textsOf(records, "driver")),
    neighbours: decodeNeighbours(records),
    ...decodeLacpdus(byName(textsOf(records, "lacpdu"))),
    ...(listened > 0 && { listened }),
    ...((deaf === "no-tcpdump" || deaf === "no-root") && { deaf }),
  };
}

/** "NAME TEXT" each. */
function byName(texts: readonly string[]): Record<string, string> {
  const found = dictionary<string>();
  for (const text of texts) {
    const [name = "", ...words] = text.split(" ");
    found[name] = words.join(" ");
  }
  return found;
}

/** Lines of os-release, or the one line of redhat-release. */
function decodeRelease(lines: readonly string[]): string {
  const values = new Map(
    lines.flatMap((line) => {
      const [, key, value] = /^([A-Z_]+)=(.*)$/.exec(line) ?? [];
      return key === undefined || value === undefined ? [] : [[key, value.replace(/^(["'])(.*)\1\s*$/, "$2")]];
    }),
  );
  const named = [values.get("NAME"), values.get("VERSION")].filter(Boolean).join(" ");
  const plain = lines.find((line) => !/^[A-Z_]+=/.test(line)) ?? "";
  return (values.get("PRETTY_NAME") || named || plain).trim().slice(0, LONGEST);
}

const neighbour = (system: string | undefined, ...port: (string | undefined)[]): string => {
  const where = [...new Set(port.filter(Boolean))].join(", ");
  return [system || "a switch without a name", ...(where === "" ? [] : [`port ${where}`])].join(", ");
};

/** `lldp.em1.chassis.name=switch1`; an `rid` begins each neighbour of a port. */
function ofLldpctl(lines: readonly string[]): [string, string][] {
  const neighbours: { name: string; says: Map<string, string> }[] = [];
  for (const line of lines) {
    const [, name, key, value] = /^lldp\.(.{1,15}?)\.(rid|chassis\.\w+|port\.\w+)=(.*)$/.exec(line) ?? [];
    if (name === undefined || key === undefined || value === undefined) continue;
    const last = neighbours.at(-1);
    if (last === undefined || last.name !== name || key === "rid") neighbours.push({ name, says: new Map() });
    neighbours.at(-1)?.says.set(key, value);
  }
  return neighbours.flatMap(({ name, says }) => {
    const first = (...keys: string[]) => keys.map((key) => says.get(key)).find(Boolean);
    const system = first("chassis.name", "chassis.mac");
    const port = first("port.ifname", "port.local", "port.mac");
    return system === undefined && port === undefined ? [] : [[name, neighbour(system, port, says.get("port.descr"))]];
  });
}

/** A table whose columns differ from version to version: the NIC comes first, the rest is shown as it is. */
const ofNetworkctl = (lines: readonly string[]): [string, string][] =>
  lines.flatMap((line) => {
    const [, name, rest] = /^\s*(\S+)\s+(\S.*)$/.exec(line) ?? [];
    const isRow = rest !== undefined && /[0-9a-f]{2}:[0-9a-f]{2}/i.test(rest);
    return name === undefined || !isRow ? [] : [[name, rest]];
  });

/** `NEIGHBOR[0].SYSTEM-NAME:switch1`, one line for each fact; the index begins anew with each NIC. */
function ofNmcli(lines: readonly string[]): [string, string][] {
  const neighbours: Map<string, string>[] = [];
  for (const line of lines) {
    const [, key, value] = /^NEIGHBOR\[\d+\]\.([A-Z-]+):(.*)$/.exec(line) ?? [];
    if (key === undefined || value === undefined) continue;
    if (key === "DEVICE") neighbours.push(new Map());
    neighbours.at(-1)?.set(key, value === "--" ? "" : value);
  }
  return neighbours.map((says) => [
    says.get("DEVICE") ?? "",
    neighbour(says.get("SYSTEM-NAME"), says.get("PORT-ID"), says.get("PORT-DESCRIPTION")),
  ]);
}

const TOOLS = { lldpctl: ofLldpctl, networkctl: ofNetworkctl, nmcli: ofNmcli };

/** The words of each tool, by NIC; a neighbour that two of them know is one. */
function decodeNeighbours(records: readonly HostRecord[]): Record<string, string[]> {
  const found = dictionary<string[]>();
  for (const { word, text, lines } of records) {
    const tool = word === "neighbours" ? TOOLS[text as keyof typeof TOOLS] : undefined;
    for (const [name, words] of tool?.(lines) ?? []) {
      const known = found[name] ?? [];
      const said = words.replace(/\s+/g, " ").trim().slice(0, LONGEST);
      if (said !== "" && known.length < MOST && !known.includes(said)) known.push(said);
      if (known.length > 0) found[name] = known;
    }
  }
  return found;
}

/** What tcpdump printed: an LACPDU, or that it listened, or why it could not. */
function decodeLacpdus(said: Record<string, string>): Pick<Examined, "lacpdus" | "failed"> {
  const lacpdus = dictionary<Lacpdu | null>();
  const failed = dictionary<string>();
  for (const [name, text] of Object.entries(said)) {
    const from = /([0-9a-f]{2}(?::[0-9a-f]{2}){5}) > 01:80:c2:00:00:02/.exec(text)?.[1];
    const [, system, key] = /Actor Information TLV.{0,80}?System ([0-9a-f:]{17}),.{0,40}?Key (\d+)/.exec(text) ?? [];
    if (from !== undefined)
      lacpdus[name] = { from, ...(system !== undefined && { system }), ...(key !== undefined && { key: Number(key) }) };
    else if (/listening on /.test(text)) lacpdus[name] = null;
    else
      failed[name] =
        text
          .replace(/^tcpdump: /, "")
          .trim()
          .slice(0, LONGEST) || "tcpdump said nothing";
  }
  return { lacpdus, failed };
}

import type { Link, Observed } from "../model/observed";
import type { Examined, Lacpdu } from "../observe/examined";
import { printable } from "../ssh";
import { profilesOf } from "../verbs/compared";

/** A port of the host and what speaks for or against it. */
export interface Port {
  name: string;
  link: "link" | "no link" | "down";
  speedMbps?: number;
  driver?: string;
  addresses: string[];
  /** The bond or bridge that holds it. */
  heldBy?: string;
  /** The file of network-scripts that configures it. */
  file?: string;
  networkManager: boolean;
  /** Whether this SSH session came in over it. */
  ssh: boolean;
  /** The other end of the cable, as LLDP tells. */
  neighbours?: string[];
  /** The LACPDU that came in; null: none while it was listened for. */
  lacpdu?: Lacpdu | null;
  /** Why it could not be listened on. */
  notListened?: string;
}

export const isPort = ({ kind, name }: Link) => kind === "" && name !== "lo";

/** The ports of a host, in the kernel's order. */
export function portsOf(observed: Observed, examined: Examined): Port[] {
  const { links, stack, ssh } = observed;
  const profiles = profilesOf(observed);
  return Object.values(links)
    .filter(isPort)
    .map(({ name, up, carrier, speedMbps, addresses, master }) => {
      const file = profiles[name]?.path.split("/").at(-1);
      const driver = examined.drivers[name];
      const neighbours = examined.neighbours[name];
      const lacpdu = examined.lacpdus[name];
      const notListened = examined.failed[name];
      return {
        name,
        link: carrier === true ? "link" : up ? "no link" : "down",
        ...(speedMbps !== undefined && { speedMbps }),
        ...(driver !== undefined && { driver: driver.slice(0, 40) }),
        addresses,
        ...(master !== undefined && { heldBy: master }),
        ...(file !== undefined && { file }),
        networkManager: stack.networkManager === "running" && stack.networkManagerDevices.includes(name),
        ssh: ssh?.device === name,
        ...(neighbours !== undefined && { neighbours }),
        ...(lacpdu !== undefined && { lacpdu }),
        ...(notListened !== undefined && { notListened }),
      };
    });
}

/** One row for each port. */
export function portTable(ports: readonly Port[]): string {
  const rows = ports.map(({ name, link, speedMbps, driver, addresses, heldBy, file, networkManager, ssh }) => [
    name,
    link,
    speedMbps === undefined ? "-" : `${speedMbps} Mbit/s`,
    driver ?? "-",
    addresses.join(", ") || "-",
    [heldBy && `in ${heldBy}`, file, networkManager && "NetworkManager", ssh && "SSH"].filter(Boolean).join(", ") ||
      "-",
  ]);
  const table = [["PORT", "LINK", "SPEED", "DRIVER", "ADDRESSES", "WHAT IT IS IN"], ...rows];
  return table.map((row) => `  ${printable(aligned(row, table), 400)}\n`).join("");
}

const aligned = (row: readonly string[], table: readonly (readonly string[])[]): string =>
  row
    .map((cell, column) => cell.padEnd(Math.max(...table.map((other) => other[column]?.length ?? 0))))
    .join("  ")
    .trimEnd();

const DEAF = {
  "no-tcpdump": "the host has no tcpdump. Install the package tcpdump to have it listened for",
  "no-root": "that takes root. Connect as root, or as a user with sudo and --sudo",
};

/** The other ends of the cables: the neighbours that LLDP reports, and LACP partners. */
export function otherEnds(ports: readonly Port[], { listened, deaf }: Examined): string {
  const rows = ports.flatMap(({ name, neighbours = [], lacpdu, notListened }) => {
    const said = [
      ...(lacpdu ? [`speaks LACP: ${senderOf(lacpdu)}`] : []),
      ...(lacpdu === null ? [`no LACPDU within ${listened ?? 0} s`] : []),
      ...(notListened === undefined ? [] : [`could not be listened on: ${notListened}`]),
      ...neighbours.map((words) => `LLDP: ${words}`),
    ];
    return said.length === 0 ? [] : [[name, said.join("; ")]];
  });
  const silent = ports.some(({ lacpdu }) => lacpdu === null);
  const notes = [
    ...(silent ? ["Silence proves little: a switch may send one LACPDU in 30 s, and some NICs keep them back."] : []),
    ...(deaf === undefined ? [] : [`Whether a switch speaks LACP was not listened for: ${DEAF[deaf]}.`]),
  ];
  if (rows.length + notes.length === 0) return "";
  const table = rows.map((row) => `  ${printable(aligned(row, rows), 600)}\n`);
  return ["\nThe other ends of the cables:\n", ...table, ...notes.map((note) => `  ${note}\n`)].join("");
}

const senderOf = ({ from, system, key }: Lacpdu): string =>
  system === undefined ? from : `system ${system}${key === undefined ? "" : `, key ${key}`}`;

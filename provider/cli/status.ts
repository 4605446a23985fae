import { writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { noSuchBond } from "../drift";
import type { Link, Observed } from "../model/observed";
import { bondState } from "../observe/state";
import { parseProc } from "../proc/parse";
import { printable } from "../ssh";
import { look } from "../verbs/look";
import { type Call, CommandError, EXIT, type Flags, type HostCommand, type Io } from "./command";
import { asSvg, asText } from "./paint";
import { ASCII, BOXES, type Drawn, picture } from "./picture";
import { isHealthy, statusTable } from "./table";

const OPTIONS = [
  ["--table", "the table alone, without the picture"],
  ["--json", 'the output "state" as JSON, by device unless one is named'],
  ["--svg <file>", "write the picture as SVG"],
  ["--file <file>", 'a saved text of /proc/net/bonding/BOND in the place of a host; "-" for standard input'],
] as const;

/** `status root@host [device ...]`: every bond of the host, or those named. */
export const STATUS: HostCommand = {
  name: "status",
  words: "[device...]",
  summary: "draw the bonds of a host: members, links, LACP partner, what is wrong",
  options: OPTIONS,
  offline: { flag: "file", run: statusOfFile },
  run: async ({ connection, words, flags, io }: Call) => {
    const observed = await look(connection);
    const drawn = drawnOf(observed, words, connection.host);
    if (drawn.length > 0) return show(drawn, flags, io, words.length === 1);
    io.out(flags.json === true ? "{}\n" : `There are no bonds on ${connection.host}.\n${nics(observed)}`);
    return EXIT.unwell;
  },
};

/** `status --file FILE`: the bonds of a saved text of /proc/net/bonding. */
async function statusOfFile(file: string, flags: Flags, io: Io): Promise<number> {
  const text = await io.read(file).catch((error: Error) => {
    throw new CommandError(`Unable to read ${file}: ${error.message}. Name a saved text of /proc/net/bonding/BOND.`);
  });
  const { bonds, problem } = parseProc(text);
  if (bonds.length === 0) throw new CommandError(`Unable to draw ${file}: ${problem}.`);
  if (problem !== undefined) io.err(`${file} is cut off: ${printable(problem)}.\n`);
  const names = bonds.map((_, place) => (bonds.length === 1 ? "bond" : `bond ${place + 1}`));
  const drawn = bonds.map((state, place): Drawn => ({ device: names[place] ?? "bond", state, host: basename(file) }));
  return Math.max(await show(drawn, flags, io, bonds.length === 1), problem === undefined ? EXIT.well : EXIT.unwell);
}

/** The named bonds of a host, all when none is named. */
function drawnOf(observed: Observed, devices: readonly string[], host: string): Drawn[] {
  const names = devices.length > 0 ? devices : Object.keys(observed.bonds).sort();
  return names.map((device) => {
    const state = bondState(observed, device);
    if (state === undefined) throw new CommandError(noSuchBond(observed, device, host));
    return { device, state, host, above: above(observed, device) };
  });
}

/** What stands on a bond, with what it is. */
function above({ links }: Observed, device: string): string[] {
  const master = links[device]?.master;
  const holder = master === undefined ? [] : [`${master} (${links[master]?.kind || "device"})`];
  const upper = Object.values(links).filter(({ parent }) => parent === device);
  return [...holder, ...upper.map(({ name, kind }) => `${name} (${kind})`)];
}

/** Prints bonds and gives the exit code: whether all are healthy. */
async function show(drawn: readonly Drawn[], flags: Flags, io: Io, single: boolean): Promise<number> {
  const glyphs = io.boxes === false ? ASCII : BOXES;
  if (typeof flags.svg === "string") {
    const rows = drawn.flatMap((one, place) => [...(place === 0 ? [] : [[]]), ...picture(one, BOXES)]);
    const svg = asSvg(rows, drawn.map(({ device, host }) => `${device} on ${host}`).join(", "));
    await writeFile(flags.svg, svg).catch((error: Error) => {
      throw new CommandError(`Unable to write ${String(flags.svg)}: ${error.message}. Name another file with --svg.`);
    });
  }
  if (flags.json === true) io.out(json(drawn, single));
  else
    for (const [place, one] of drawn.entries()) {
      if (place > 0) io.out("\n");
      if (flags.table !== true) io.out(`${asText(picture(one, glyphs), io.colors === true, io.columns)}\n`);
      io.out(statusTable(one.state, one.device, one.host));
    }
  return drawn.every(({ state }) => isHealthy(state)) ? EXIT.well : EXIT.unwell;
}

/** One bond is its state; otherwise states by device. */
function json(drawn: readonly Drawn[], single: boolean): string {
  const states = Object.fromEntries(drawn.map(({ device, state }) => [device, state]));
  return `${JSON.stringify(single ? drawn[0]?.state : states, null, 2)}\n`;
}

/** The NICs that a bond could be made of: link, speed, MAC address, addresses. */
function nics({ links }: Observed): string {
  const found = Object.values(links).filter(({ kind, name }) => kind === "" && name !== "lo");
  const row = ({ name, up, carrier, speedMbps, mac, addresses }: Link) => {
    const link = carrier === true ? "link" : up ? "no link" : "down";
    return [name, link, speedMbps === undefined ? "-" : `${speedMbps} Mbps`, mac, addresses.join(", ")].join("  ");
  };
  return found.length === 0 ? "" : `Its NICs:\n${found.map((one) => `  ${printable(row(one), 200)}\n`).join("")}`;
}

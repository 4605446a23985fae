import type { BondState, LinkState, MachineState, Played } from "./cases";

const MEMBERS = ["em1", "em2", "em3"];

/** The commands of a case, from what play.sh printed. Throws when the text stops before the end of a state. */
export function parsePlayed(text: string): Played[] {
  const commands = text.split(/^ran /m).slice(1);
  return commands.map((command) => {
    const [rc = "", ...lines] = command.trimEnd().split("\n");
    if (lines.pop() !== "end") throw new Error("Unable to read a played case: its text was cut off. Play it again.");
    return { rc: Number(rc), state: parseState(lines) };
  });
}

/** The state in the lines that ip and play.sh printed; each kind of line has a shape of its own. */
function parseState(lines: string[]): MachineState {
  const of = (shape: RegExp) => lines.filter((line) => shape.test(line));
  const words = (word: string) => of(new RegExp(`^${word} `)).map((line) => line.slice(word.length + 1));
  const links = new Map(of(/^\d+: \S+: </).map(parseLink));
  const bonds = parseBonds(words("option"), links);
  const rest = [...links].filter(([name]) => name !== "lo" && !(name in bonds));
  return {
    bonds,
    members: Object.fromEntries(rest.filter(([name]) => MEMBERS.includes(name))),
    others: Object.fromEntries(rest.filter(([name]) => !MEMBERS.includes(name))),
    addresses: parseAddresses(of(/^\d+: \S+\s+inet/)),
    routes: of(/^\S+ via /)
      .map(parseRoute)
      .sort(),
    resolv: words("resolv").join("\n"),
  };
}

/** A line of `ip -o link`: `7: em1@if2: <BROADCAST,UP> mtu 1500 ... master bond0 state UP ...`. */
function parseLink(line: string): [string, LinkState] {
  const [, name = "", flags = ""] = /^\d+: ([^:@]+)[^<]*<([^>]*)>/.exec(line) ?? [];
  const after = (word: string) => new RegExp(` ${word} (\\S+)`).exec(line)?.[1];
  return [name, { up: flags.split(",").includes("UP"), master: after("master") ?? null, mtu: Number(after("mtu")) }];
}

/** Lines `bond0/bonding/miimon 100`. */
function parseBonds(lines: string[], links: Map<string, LinkState>): Record<string, BondState> {
  const bonds: Record<string, BondState> = {};
  for (const line of lines) {
    const [path, value] = cut(line, " ");
    const [name = "", , option = ""] = path.split("/");
    const link = links.get(name);
    const bond = bonds[name] ?? { up: link?.up ?? false, mtu: link?.mtu ?? 0, members: [] };
    bonds[name] = bond;
    if (option === "slaves") bond.members = value.split(" ").filter((member) => member !== "");
    else bond[option] = value;
  }
  return bonds;
}

/** Lines of `ip -o addr`: `7: bond0    inet 192.168.50.10/24 brd ...`. */
function parseAddresses(lines: string[]): Record<string, string[]> {
  const addresses: Record<string, string[]> = {};
  for (const line of lines) {
    const [, device = "", address = ""] = /^\d+: (\S+)\s+inet6? (\S+)/.exec(line) ?? [];
    addresses[device] = [...(addresses[device] ?? []), address];
  }
  return addresses;
}

/** A route without what ip adds about its origin and state. */
function parseRoute(line: string): string {
  return line.replace(/ (proto \S+|scope \S+|pref \S+|linkdown|onlink|dead)/g, "").trim();
}

function cut(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + separator.length)];
}

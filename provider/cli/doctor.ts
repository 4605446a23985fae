import type { Observed } from "../model/observed";
import { MODE_GUIDE, SWITCH } from "../options/guide";
import { type Connection, printable } from "../ssh";
import { look } from "../verbs/look";
import { type Advice, advise, type Port, portsOf } from "./advice";
import { type Call, EXIT, type HostCommand } from "./command";
import { programText } from "./program";

/** `doctor root@host`: what a bond needs on a host that has none yet. Nothing on the host changes. */
export const DOCTOR: HostCommand = {
  name: "doctor",
  words: "",
  summary: "what this host is, what would block a bond there, and a program to begin with; changes nothing",
  options: [["--json", "the same as JSON"]],
  run: async ({ connection, flags, io }: Call) => {
    const observed = await look(connection);
    const advice = advise(observed, connection);
    io.out(flags.json === true ? json(observed, advice) : report(observed, connection, advice));
    return advice !== undefined && advice.blocks.length === 0 ? EXIT.well : EXIT.unwell;
  },
};

function json(observed: Observed, advice: Advice | undefined): string {
  const { kernel, stack, ssh, privileged } = observed;
  const facts = { kernel, stack, ssh, privileged, bonds: Object.keys(observed.bonds), ports: portsOf(observed) };
  return `${JSON.stringify({ ...facts, advice: advice ?? null }, null, 2)}\n`;
}

const line = (title: string, text: string) => `  ${title.padEnd(9)} ${printable(text, 400)}\n`;

/** The host in words, then what a bond would be there. */
export function report(observed: Observed, connection: Connection, advice: Advice | undefined): string {
  const { ssh, kernel } = observed;
  const way = ssh === undefined ? "not over SSH" : `over ${ssh.device ?? "an unknown device"}, ${ssh.address}`;
  const bonds = Object.keys(observed.bonds).sort();
  const here = bonds.length === 0 ? "none" : `${bonds.join(", ")} (see: npx pulumi-linux-bond status)`;
  return [
    `${connection.host}: what a bond needs here\n`,
    line("kernel", kernel),
    line("network", stackWords(observed)),
    line("SSH", `came in ${way}`),
    line("bonds", here),
    `\n${portTable(portsOf(observed))}`,
    advice === undefined ? NO_PORTS : adviceText(advice, connection),
  ].join("");
}

const NO_PORTS = `
There are no two ports for a bond: it takes the port that SSH came in over and another one, or two, without addresses of
their own, held by nothing, with nothing standing on them.
`;

function stackWords({ stack }: Observed): string {
  const scripts = stack.networkScripts ? `network-scripts, service ${stack.networkService}` : "no network-scripts";
  return `${scripts}; NetworkManager ${stack.networkManager}`;
}

function portTable(ports: readonly Port[]): string {
  const rows = ports.map(({ name, link, speedMbps, addresses, heldBy, file, networkManager, ssh }) => [
    name,
    link,
    speedMbps === undefined ? "-" : `${speedMbps} Mbit/s`,
    addresses.join(", ") || "-",
    [heldBy && `in ${heldBy}`, file, networkManager && "NetworkManager", ssh && "SSH"].filter(Boolean).join(", ") ||
      "-",
  ]);
  const table = [["PORT", "LINK", "SPEED", "ADDRESSES", "WHAT IT IS IN"], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const text = (row: string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  return table.map((row) => `  ${printable(text(row), 400)}\n`).join("");
}

function adviceText({ args, blocks, warnings, price }: Advice, connection: Connection): string {
  const device = String(args.device);
  const block = blocks.length === 0 ? [] : ["\nIn the way:\n", ...blocks.map((one) => `  - ${printable(one, 600)}\n`)];
  const doubts = warnings.map((one) => `  ! ${printable(one, 600)}\n`);
  const cost = price === undefined ? [] : [`\nNothing is in the way. Creating it: ${printable(price, 400)}\n`];
  return [
    `\nTo begin with: ${MODE_GUIDE["active-backup"].does}\nThe switch ${SWITCH.nothing}. For more throughput declare 802.3ad where the switch speaks LACP, or balance-alb where\nit cannot be set; see provider/options/README.md of the package.\n`,
    ...block,
    ...doubts,
    ...cost,
    `\n${programText(shown(connection), [{ name: device, args }])}`,
  ].join("");
}

/** The connection as a program has it: what was typed, without defaults of the command line. */
function shown({ host, port, user, sudo }: Partial<Connection>): object {
  return {
    host,
    ...(port !== undefined && port !== 22 && { port }),
    ...(user !== undefined && user !== "root" && { user }),
    ...(sudo === true && { sudo }),
  };
}

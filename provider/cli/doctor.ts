import type { Observed } from "../model/observed";
import { type Examined, UNEXAMINED } from "../observe/examined";
import { MODE_GUIDE, SWITCH } from "../options/guide";
import { type Connection, printable } from "../ssh";
import { examine, look } from "../verbs/look";
import { type Advice, advise } from "./advice";
import { type Call, EXIT, type HostCommand } from "./command";
import { otherEnds, portsOf, portTable } from "./ports";
import { programText } from "./program";

/** `doctor root@host`: what a bond needs on a host that has none yet. Nothing on the host changes. */
export const DOCTOR: HostCommand = {
  name: "doctor",
  words: "",
  summary: "what this host is, what would block a bond there, and a program to begin with; changes nothing",
  options: [["--json", "the same as JSON"]],
  run: async ({ connection, flags, io }: Call) => {
    const observed = await look(connection);
    const examined = await examine(connection).catch((error: Error) => {
      io.err(`Without release, drivers and the other ends of the cables: ${printable(error.message)}\n`);
      return UNEXAMINED;
    });
    const advice = advise(observed, connection, examined);
    io.out(flags.json === true ? json(observed, examined, advice) : report(observed, examined, connection, advice));
    return advice !== undefined && advice.blocks.length === 0 ? EXIT.well : EXIT.unwell;
  },
};

function json(observed: Observed, examined: Examined, advice: Advice | undefined): string {
  const { kernel, stack, ssh, privileged } = observed;
  const { release, listened, deaf } = examined;
  const facts = { release, kernel, stack, ssh, privileged, listened, deaf, bonds: Object.keys(observed.bonds) };
  const all = { ...facts, ports: portsOf(observed, examined), advice: advice ?? null };
  return `${JSON.stringify(all, null, 2)}\n`;
}

const line = (title: string, text: string) => `  ${title.padEnd(9)} ${printable(text, 400)}\n`;

/** The host in words, then what a bond would be there. */
export function report(
  observed: Observed,
  examined: Examined,
  connection: Connection,
  advice: Advice | undefined,
): string {
  const { ssh, kernel } = observed;
  const way = ssh === undefined ? "not over SSH" : `over ${ssh.device ?? "an unknown device"}, ${ssh.address}`;
  const bonds = Object.keys(observed.bonds).sort();
  const here = bonds.length === 0 ? "none" : `${bonds.join(", ")} (see: npx pulumi-linux-bond status)`;
  const ports = portsOf(observed, examined);
  return [
    `${connection.host}: what a bond needs here\n`,
    line("system", examined.release ?? "does not say"),
    line("kernel", kernel),
    line("network", stackWords(observed)),
    line("SSH", `came in ${way}`),
    line("bonds", here),
    `\n${portTable(ports)}`,
    otherEnds(ports, examined),
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

const MORE =
  "For more throughput declare 802.3ad where the switch speaks LACP, or balance-alb where\nit cannot be set. ";

function adviceText({ mode, reason, args, blocks, warnings, price }: Advice, connection: Connection): string {
  const device = String(args.device);
  const block = blocks.length === 0 ? [] : ["\nIn the way:\n", ...blocks.map((one) => `  - ${printable(one, 600)}\n`)];
  const doubts = warnings.map((one) => `  ! ${printable(one, 600)}\n`);
  const cost = price === undefined ? [] : [`\nNothing is in the way. Creating it: ${printable(price, 400)}\n`];
  return [
    `\nTo begin with, ${mode}: ${reason}. ${MODE_GUIDE[mode].does}\nThe switch ${SWITCH[MODE_GUIDE[mode].switch]}. ${mode === "802.3ad" ? "" : MORE}See provider/options/README.md of the package.\n`,
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

import { Command } from "commander";
import { CONNECTION_OPTIONS, connectionOf } from "../../provider/cli/connection";
import { resetPools } from "../../provider/ssh";
import { look } from "../../provider/verbs/look";
import { collect } from "./collect";
import { readFolder } from "./folder";
import { type Played, play } from "./play";

interface Flags {
  json?: boolean;
  collect?: string;
  device: string;
}

/** Reads the folders and prints what the product says of them, or makes one from a host, on which nothing changes. */
async function main(folders: string[], { json, collect: host, device, ...rest }: Flags): Promise<number> {
  if (host !== undefined) return collectFrom(host, device, folders[0] ?? "", rest);
  const played = folders.map((folder) => play(readFolder(folder)));
  if (json) console.log(JSON.stringify(played, null, 2));
  else for (const one of played) console.log(text(one));
  return 0;
}

const READ_IT = "Read its files before you pass them on: you alone know what is private in them.";

async function collectFrom(host: string, device: string, folder: string, flags: object): Promise<number> {
  try {
    await collect(await look(connectionOf(host, { ...flags }, process.env)), device, folder);
    console.log(`${folder} plays ${device}. ${READ_IT}`);
    return 0;
  } catch (error) {
    console.error((error as Error).message);
    return 1;
  } finally {
    resetPools();
  }
}

/** For people: each part under its name, indented. */
function text({ name, ...parts }: Played): string {
  return [`== ${name}`, ...lines(parts, "  "), ""].join("\n");
}

function lines(value: unknown, indent: string): string[] {
  if (typeof value !== "object" || value === null)
    return String(value)
      .split("\n")
      .map((line) => `${indent}${line}`);
  return Object.entries(value).flatMap(([key, one]) => {
    const deeper = lines(one, `${indent}  `);
    return Array.isArray(value)
      ? lines(one, indent)
      : [`${indent}${key}${deeper.length === 0 ? ": none" : ""}`, ...deeper];
  });
}

const program = new Command("field")
  .usage("[options] <folder...>")
  .argument("<folder...>", "hosts, each in a folder; with --collect the one to make")
  .option("--json", "print JSON")
  .option("--collect <host>", "make a folder from [user@]host: with other addresses, MACs and names than the host has")
  .option("--device <name>", "the bond to collect", "bond0");
for (const option of CONNECTION_OPTIONS) program.addOption(option);
program.action(async (folders: string[], flags: Flags) => {
  process.exitCode = await main(folders, flags);
});
program.parseAsync();

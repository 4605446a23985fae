import { connectionOf } from "../../provider/cli/connection";
import { resetPools } from "../../provider/ssh";
import { look } from "../../provider/verbs/look";
import { collect } from "./collect";
import { readFolder } from "./folder";
import { type Played, play } from "./play";

const USAGE = `npm run field -- [--json] FOLDER...
npm run field -- --collect [USER@]HOST DEVICE FOLDER`;

/**
 * `npm run field -- [--json] FOLDER...`: what the product says of hosts that lie in folders. With `--collect` it makes such
 * a folder from a host, with documentation addresses, other MACs and no names: nothing on the host changes.
 */
async function main(words: string[]): Promise<number> {
  const [first, second, third] = words.filter((word) => !word.startsWith("--"));
  if (first === undefined || (words.includes("--collect") && third === undefined)) {
    console.error(USAGE);
    return 2;
  }
  if (words.includes("--collect")) return collectFrom(first, second ?? "", third ?? "");
  const played = words.filter((word) => !word.startsWith("--")).map((folder) => play(readFolder(folder)));
  if (words.includes("--json")) console.log(JSON.stringify(played, null, 2));
  else for (const one of played) console.log(text(one));
  return 0;
}

async function collectFrom(host: string, device: string, folder: string): Promise<number> {
  try {
    await collect(await look(connectionOf(host, { retries: 0 }, process.env)), device, folder);
    console.log(
      `${folder} plays ${device}. Read its files before you pass them on: what is private in them is known to you alone.`,
    );
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

main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});

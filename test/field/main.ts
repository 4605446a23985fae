import { readFolder } from "./folder";
import { type Played, play } from "./play";

/** `npm run field -- [--json] FOLDER...`: what the product says of hosts that lie in folders. */
function main(words: string[]): number {
  const folders = words.filter((word) => !word.startsWith("--"));
  if (folders.length === 0) {
    console.error("npm run field -- [--json] FOLDER...");
    return 2;
  }
  const played = folders.map((folder) => play(readFolder(folder)));
  if (words.includes("--json")) console.log(JSON.stringify(played, null, 2));
  else for (const one of played) console.log(text(one));
  return 0;
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

process.exitCode = main(process.argv.slice(2));

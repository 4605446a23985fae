import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Connection } from "../ssh";
import { look } from "../verbs/look";
import { type Call, CommandError, EXIT, type HostCommand } from "./command";
import { importedBond, importFileText } from "./importFile";
import { programText } from "./program";

/** The files of an import, and what to do with them. */
const FILE = "bonds.json";
const PROGRAM = "bonds.ts";
const NEXT = "pulumi import --file bonds.json --generate-code=false --yes";

/** `import root@host bond0 [...]`: the file for `pulumi import` and the program that agrees with it. */
export const IMPORT: HostCommand = {
  name: "import",
  words: "<device...>",
  summary: "print the file for `pulumi import` and the program of bonds that are there",
  options: [
    ["--name <name>", "name of the resource (default: the device; with several devices it precedes theirs)"],
    ["--out <folder>", "write both as files into a folder that has none of that name"],
  ],
  run: importBonds,
};

async function importBonds({ connection, words, flags, io }: Call): Promise<number> {
  const observed = await look(connection);
  const bonds = words.map((device) => importedBond(observed, connection, device, nameOf(device, words, flags.name)));
  const file = importFileText(bonds);
  const program = programText(
    (bonds[0]?.inputs.connection ?? {}) as object,
    bonds.map(({ name, inputs, leftOut }) => ({ name, args: inputs, leftOut })),
  );
  if (typeof flags.out === "string") await write(flags.out, file, program);
  const place = typeof flags.out === "string" ? `${flags.out}/` : "";
  if (place === "") io.out(`// ${FILE}\n${file}\n// ${PROGRAM}\n${program}\n`);
  if (hasSecrets(connection)) io.err(`${SECRETS}\n`);
  io.err(`Put the text of ${place}${PROGRAM} into the program, then run: ${NEXT.replace(FILE, place + FILE)}\n`);
  for (const { name, outputs, leftOut, notes } of bonds) {
    for (const note of notes) io.err(`${name}: ${note}\n`);
    for (const { property, value, reason } of leftOut)
      io.err(`${name}: ${property} ${JSON.stringify(value)} is on the host and was left out: ${reason}\n`);
    const { files, kernel } = outputs.drift as { files: string[]; kernel: string[] };
    for (const text of [...files, ...kernel])
      io.err(`${name}: the first update after the import will change this: ${text}\n`);
  }
  return EXIT.well;
}

/** Passwords are in neither file: these are not the place for them. */
const SECRETS =
  "No password was written. Give the program its own, or the stack: pulumi config set --secret linux-bond:password (privateKeyPassword, sudoPassword).";

const hasSecrets = ({ password, privateKeyPassword, sudo }: Connection): boolean =>
  password !== undefined || privateKeyPassword !== undefined || typeof sudo === "object";

/** The resource is named as its device; with --name as said, which needs the device behind it when there are several. */
function nameOf(device: string, words: string[], name: unknown): string {
  if (typeof name !== "string") return device;
  return words.length === 1 ? name : `${name}-${device}`;
}

async function write(folder: string, file: string, program: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const texts = { [FILE]: file, [PROGRAM]: program };
  for (const [name, text] of Object.entries(texts)) {
    await writeFile(join(folder, name), text, { flag: "wx" }).catch((error: Error) => {
      throw new CommandError(
        `Unable to write ${join(folder, name)}: ${error.message}. Name another folder with --out.`,
      );
    });
  }
}

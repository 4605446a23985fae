import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ROOT } from "../../root";
import { BACKUP } from "../drift/rounds/failover";
import { Lab } from "../lab";
import { type Bonds, Stack } from "../stack";
import { STATES } from "./recorded";

/** A bond that somebody made by hand: what is taken over and not mentioned is recorded, too. */
const BY_HAND = `ip link add bond1 type bond mode 802.3ad miimon 100 ad_select count
ip link set em4 down; ip link set em4 master bond1; ip link set bond1 up`;

/** The way to the host as users have it, in the place of the lab's. */
const CONNECTION = {
  host: "media1.example.net",
  port: 22,
  user: "root",
  privateKeyPath: "~/.ssh/id_ed25519",
  knownHostsPath: "~/.ssh/known_hosts",
};

/** The secret is kept as the engine encrypts it; everything else of the lab's connection is replaced, wherever it stands. */
function elsewhere(text: string, connection: ReturnType<Lab["connection"]>): string {
  const replace = (all: string, name: keyof typeof CONNECTION) =>
    all.replaceAll(`"${name}": ${JSON.stringify(connection[name])}`, `"${name}": ${JSON.stringify(CONNECTION[name])}`);
  return (Object.keys(CONNECTION) as (keyof typeof CONNECTION)[])
    .reduce(replace, text)
    .replaceAll(`"${connection.host}/`, `"${CONNECTION.host}/`);
}

/** Where a program lies on the machine that recorded is nobody's business, and no resource's state. */
const withoutPlaces = (key: string, value: unknown) =>
  ["sourcePosition", "stackTrace"].includes(key) ? undefined : value;

/** Records what this version leaves in a stack's state: run it once for each release, and keep the file. */
async function main(): Promise<void> {
  const lab = await Lab.up();
  await lab.reset();
  await lab.machine(BY_HAND);
  const connection = { ...lab.connection(), password: "not used: the key comes first" };
  const bond1 = { connection, mode: "802.3ad", members: ["em4"], adopt: true, apply: { requirePartner: false } };
  const program: Bonds = { bond0: { connection, ...BACKUP }, bond1 };
  const stack = await Stack.create(program);
  await stack.up();
  const text = JSON.stringify({ program, state: await stack.export() }, withoutPlaces, 2);
  const { version } = JSON.parse(await readFile(join(ROOT, "package.json"), "utf8")) as { version: string };
  await writeFile(join(STATES, `${version}.json`), `${elsewhere(text, lab.connection())}\n`);
  await stack.remove();
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { asText } from "../provider/cli/paint";
import { BOXES, picture } from "../provider/cli/picture";
import { statusTable } from "../provider/cli/table";
import type { BondState } from "../provider/model/state";
import { engine } from "./engine/engine";
import { CACHE } from "./lab/cache";
import { Lab } from "./lab/lab";
import { during } from "./lab/progress";
import { pulumi } from "./lab/pulumi";
import { ROOT } from "./root";

const STACK = "demo";

/** The first example's stack configuration: the lab's machine, reached over the NIC that becomes part of the bond. */
function configuration(lab: Lab): Record<string, string> {
  const { host, port, user, privateKeyPath, knownHostsPath } = lab.connection();
  return {
    host,
    port: String(port),
    user,
    privateKeyPath,
    knownHostsPath,
    address: "10.0.2.15/24",
    gateway: "10.0.2.2",
  };
}

async function main(): Promise<void> {
  const { bin, env, how } = await engine();
  console.log(`Pulumi CLI: ${how}.`);
  const lab = await during("Bringing the lab up", () => Lab.up());
  await lab.reset();

  const backend = join(CACHE, "demo-backend");
  await mkdir(backend, { recursive: true });
  const run = pulumi(bin, ROOT, { ...env, PULUMI_BACKEND_URL: `file://${backend}` });
  await run("stack", "rm", STACK, "--yes", "--force");
  await run("stack", "init", STACK);
  const values = Object.entries(configuration(lab)).flatMap(([key, value]) => ["--plaintext", `${key}=${value}`]);
  await run("config", "set-all", ...values);
  console.log("\n$ pulumi up");
  const up = await run.shown("up", "--yes", "--skip-preview", "--suppress-outputs");
  if (up !== 0) throw new Error("pulumi up failed; what it said is above.");

  const outputs = JSON.parse((await run("stack", "output", "--json")).stdout) as { state: BondState; proc: string };
  const drawn = { device: "bond0", host: "media1", state: outputs.state };
  console.log(`\n${asText(picture(drawn, BOXES), process.stdout.isTTY)}`);
  console.log(`${statusTable(outputs.state, "bond0", "media1 (the lab)")}`);
  console.log(`$ cat /proc/net/bonding/bond0\n${outputs.proc}`);
  const script = join(CACHE, "demo-env");
  await writeFile(
    script,
    `export PULUMI_BACKEND_URL="file://${backend}" PULUMI_CONFIG_PASSPHRASE=lab PULUMI_HOME="${env.PULUMI_HOME}" PATH="${env.PATH}"\n`,
  );
  console.log(`Try next:
  . ${script} && pulumi config set miimon 200 && pulumi up      # change an option while traffic flows
  npm run lab -- ssh 'echo 50 > /sys/class/net/bond0/bonding/miimon' && . ${script} && pulumi preview --refresh --diff
  . ${script} && pulumi destroy                                 # the NICs as they were
npm stop takes the lab down.`);
}

main().then(
  () => process.exit(0),
  (error: Error) => {
    console.error(error.message);
    process.exit(1);
  },
);

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../root";
import { Lab } from "./lab";

const EVIDENCE =
  "ip -d address; ip route; ip -6 route; cat /proc/net/bonding/*; grep -r '' /etc/sysconfig/network /etc/sysconfig/network-scripts/ifcfg-* /etc/sysconfig/network-scripts/route*; " +
  "cat /var/lib/pulumi-linux-bond/history/*; find /var/lib/pulumi-linux-bond; cat /var/lib/pulumi-linux-bond/transactions/*/log";

/** Seconds that a guest may take to tell one thing. */
const PATIENCE = 60;

/** Writes down what the guest can tell of a failed test and says where. */
async function keepEvidence(title: string): Promise<void> {
  const lab = await Lab.running();
  if (lab === undefined) return;
  const folder = join(ROOT, "lab-failures", title.replace(/[^A-Za-z0-9.-]+/g, "-").slice(0, 120));
  mkdirSync(folder, { recursive: true });
  // What a guest in trouble cannot tell must not hide what it can.
  const note = async (name: string, telling: Promise<string>) =>
    writeFileSync(join(folder, name), await telling.catch((error: Error) => `${error.message}\n`));
  const said = async (saying: ReturnType<Lab["machine"]>) => (await saying).stdout;
  await note("console.log", lab.console());
  await note("processors.txt", lab.processors());
  await note("machine.txt", said(lab.machine(`{ ${EVIDENCE}; } 2>&1`, "", PATIENCE)));
  await note("switch.txt", said(lab.switch("ip -d address; bridge fdb; cat /proc/net/bonding/*", "", PATIENCE)));
  await note("journal.txt", said(lab.machine("journalctl --no-pager -b", "", PATIENCE)));
  console.log(`      the guest's console, journal and state are in ${folder}`);
}

const inLab = (file = "") => /\/test\/(lab|full)\//.test(file);

/** Evidence after a failed lab test. A guest that hangs must not keep the other tests from running. */
export const mochaHooks = {
  async afterEach(this: Mocha.Context): Promise<void> {
    const test = this.currentTest;
    if (test?.state !== "failed" || !inLab(test.file)) return;
    this.timeout(0);
    await keepEvidence(test.fullTitle());
  },
};

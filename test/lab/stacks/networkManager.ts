import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../root";
import type { Lab } from "../lab";

/** The snapshot of a machine whose network NetworkManager keeps. */
const NETWORK_MANAGER = "networkmanager";

const made = new Set<string>();

/**
 * The machine as one that NetworkManager runs, with keyfiles and without network-scripts: booted, em1 up, em2 to em4 in
 * NetworkManager's hands and idle. The first time in a guest it is made from the other kind and kept as a snapshot.
 */
export async function asNetworkManager(lab: Lab): Promise<void> {
  if (!made.has(lab.folder)) {
    await lab.reset();
    const script = readFileSync(join(ROOT, "test/lab/stacks/networkManager.sh"), "utf8");
    const { code, stdout, stderr } = await lab.machine("sh -s", script);
    if (code !== 0) throw new Error(`The machine does not become one of NetworkManager:\n${stdout}\n${stderr}`);
    await lab.save(NETWORK_MANAGER);
    made.add(lab.folder);
  }
  await lab.reset(NETWORK_MANAGER);
}

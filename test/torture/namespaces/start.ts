import { spawn } from "node:child_process";
import { join } from "node:path";
import { asRoot } from "../../lab/hostTools";
import { ROOT } from "../../root";
import { needSshServer } from "./sshServer";

/** Hosts at once: they mostly wait. */
export const HOSTS = 40;

/**
 * Runs seeds in network and mount namespaces of their own, which takes root.
 *
 * @param onLine - gets each line of the report
 * @returns whether all runs passed
 */
export async function inNamespaces(
  seeds: readonly number[],
  hosts: number,
  onLine: (line: string) => void,
): Promise<boolean> {
  await needSshServer();
  const driver = join(ROOT, "bin/test/torture/namespaces/driver.js");
  const [program, ...words] = asRoot(
    "setpriv",
    "--pdeathsig",
    "TERM",
    "unshare",
    "--mount",
    "--net",
    process.execPath,
    "--enable-source-maps",
    driver,
  );
  const child = spawn(program, [...words, String(hosts), ...seeds.map(String)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let rest = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) onLine(line);
  });
  return new Promise((resolve, reject) => child.once("error", reject).once("close", (code) => resolve(code === 0)));
}

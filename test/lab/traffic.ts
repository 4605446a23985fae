import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { ROOT } from "../root";
import type { Lab } from "./lab";

const PER_SECOND = 1000;
const FOLDER = "/run/packets";

/** What became of the packets of a while: `first` is the number of the first one that was lost. */
export interface Traffic {
  sent: number;
  lost: number;
  twice: number;
  failed: number;
  first: number;
}

/**
 * What `work` costs the traffic: meanwhile the switch asks `address` 1,000 times a second and the machine's kernel
 * answers, so that a packet that is lost on its way in or on its way out is counted.
 */
export async function underTraffic<T>(
  lab: Lab,
  address: string,
  work: () => Promise<T>,
): Promise<{ result: T; traffic: Traffic }> {
  const script = await readFile(join(ROOT, "test", "lab", "packets.pl"), "utf8");
  const begin = `mkdir -p ${FOLDER}; cd ${FOLDER}; rm -f count count.begun; cat >packets.pl
ip neighbour flush to ${address} # after a change of a MAC address by hand
timeout 30 sh -c 'until ping -c 1 -W 1 ${address}; do :; done' >before 2>&1 || { cat before >&2; exit 1; } # LACP may be selecting
ping -c 3 -i 0.2 -W 5 ${address} >before 2>&1 || { cat before >&2; exit 1; }
setsid perl packets.pl ${address} ${PER_SECOND} count </dev/null >log 2>&1 & echo $! >pid
timeout 30 sh -c 'until [ -e count.begun ]; do sleep 0.1; done' || { cat log >&2; exit 1; }`;
  const { code, stderr } = await lab.switch(begin, script);
  if (code !== 0) throw new Error(`No traffic: ${address} does not answer the switch. ${stderr}`);
  await pause(500);
  try {
    const result = await work();
    await pause(500);
    return { result, traffic: await stop(lab) };
  } catch (error) {
    await stop(lab).catch(() => {});
    throw error;
  }
}

async function stop(lab: Lab): Promise<Traffic> {
  const end = `cd ${FOLDER}; kill -INT $(cat pid); for n in $(seq 100); do [ ! -e count ] || break; sleep 0.1; done; cat count log`;
  const { stdout } = await lab.switch(end);
  const [sent, lost, twice, failed, first] = stdout.trim().split(" ").map(Number);
  if (!sent || lost === undefined || twice === undefined || failed === undefined || first === undefined)
    throw new Error(`No traffic was counted: ${stdout}`);
  return { sent, lost, twice, failed, first };
}

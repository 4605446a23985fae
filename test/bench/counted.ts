import type { Lab } from "../lab/lab";

export interface Counted<T> {
  result: T;
  connections: number;
  execs: number;
}

/** Does some work and tells what the machine's own sshd counted meanwhile: connections let in and commands run. */
export async function counted<T>(lab: Lab, work: () => Promise<T>): Promise<Counted<T>> {
  const since = (await lab.machine("sleep 1; date +%s")).stdout.trim();
  const result = await work();
  const log = await lab.machine(`journalctl -t sshd -o cat --no-pager --since @${since}`);
  const count = (text: string) => log.stdout.split("\n").filter((line) => line.includes(text)).length;
  return { result, connections: count("Accepted publickey"), execs: count("Starting session: command") };
}

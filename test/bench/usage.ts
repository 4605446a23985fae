import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** What the processes of one run of the CLI used. Seconds of the processor, mebibytes at the peak. */
export interface Usage {
  providerSeconds: number;
  /** The engine itself and the program. */
  engineSeconds: number;
  providerPeak: number;
}

/** Ticks of the clock by which the kernel counts a process's time, per second. */
const TICKS = 100;

interface Seen {
  provider: boolean;
  seconds: number;
  peak: number;
}

function look(pid: string, folder: string): Seen | undefined {
  try {
    if (readlinkSync(`/proc/${pid}/cwd`) !== folder) return undefined;
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /s, "").split(" ");
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return {
      provider: readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("dynamic-provider"),
      seconds: (Number(fields[11]) + Number(fields[12])) / TICKS,
      peak: Number(/VmHWM:\s*(\d+)/.exec(status)?.[1] ?? 0) / 1024,
    };
  } catch {
    return undefined; // It has ended meanwhile.
  }
}

/** Watches the processes of a project's folder (the engine starts all of its own there) while some work is done. */
export async function usageOf<T>(folder: string, work: () => Promise<T>): Promise<{ result: T; usage: Usage }> {
  const seen = new Map<string, Seen>();
  const timer = setInterval(() => {
    for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
      const now = look(pid, folder);
      if (now !== undefined) seen.set(pid, now);
    }
  }, 100);
  try {
    const result = await work();
    const all = [...seen.values()];
    const seconds = (provider: boolean) =>
      all.filter((one) => one.provider === provider).reduce((sum, one) => sum + one.seconds, 0);
    const providerPeak = Math.max(0, ...all.filter(({ provider }) => provider).map(({ peak }) => peak));
    return { result, usage: { providerSeconds: seconds(true), engineSeconds: seconds(false), providerPeak } };
  } finally {
    clearInterval(timer);
  }
}

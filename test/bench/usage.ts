import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** Seconds of processor time of one run of the CLI, by whose they are, and the provider's peak memory in MiB. */
export interface Usage {
  engine: number;
  program: number;
  provider: number;
  peak: number;
}

type Who = Exclude<keyof Usage, "peak">;

/** Ticks of the clock by which the kernel counts a process's time, per second. */
const TICKS = 100;

function who(command: string): Who {
  if (command.includes("dynamic-provider")) return "provider";
  return command.startsWith("node") || command.includes("/node\0") ? "program" : "engine";
}

/** One process of a project, or undefined when it is another's or has ended. */
function look(pid: string, folder: string): { who: Who; seconds: number; peak: number } | undefined {
  try {
    if (readlinkSync(`/proc/${pid}/cwd`) !== folder) return undefined;
    const afterName = readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /s, "");
    const [user, system] = afterName.split(" ").slice(11, 13).map(Number);
    const peak = /VmHWM:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return {
      who: who(readFileSync(`/proc/${pid}/cmdline`, "utf8")),
      seconds: ((user ?? 0) + (system ?? 0)) / TICKS,
      peak: Number(peak ?? 0) / 1024,
    };
  } catch {
    return undefined;
  }
}

/** Watches the processes of a project's folder (the engine starts all of its own there) while some work is done. */
export async function usageOf(folder: string, work: () => Promise<unknown>): Promise<Usage> {
  const seen = new Map<string, NonNullable<ReturnType<typeof look>>>();
  const watch = () => {
    for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
      const now = look(pid, folder);
      if (now !== undefined) seen.set(pid, now);
    }
  };
  const timer = setInterval(watch, 100);
  await work().finally(() => clearInterval(timer));
  const usage: Usage = { engine: 0, program: 0, provider: 0, peak: 0 };
  for (const process of seen.values()) {
    usage[process.who] += process.seconds;
    if (process.who === "provider") usage.peak = Math.max(usage.peak, process.peak);
  }
  return usage;
}

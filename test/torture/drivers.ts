import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Recorded } from "../lab/direct";
import type { Stack } from "../lab/stack";
import { ROOT } from "../root";
import { type Errand, RESULT } from "./child";

type Bag = Record<string, unknown>;

/** How an operation ended: by itself, well or not, or killed; one that had to be killed by the judge was hung. */
export interface Ending {
  how: "done" | "failed" | "killed" | "hung";
  text: string;
}

/** An operation under way. */
export interface Running {
  ended: Promise<Ending>;
  /** SIGKILL takes the provider; SIGINT is what Ctrl-C at the terminal does. */
  kill(signal: "SIGKILL" | "SIGINT"): void;
}

/** Somebody who brings the machine to what a program says: the provider alone, or the engine with the provider. */
export interface Driver {
  bring(program: Bag | undefined): Running;
  refresh(): Promise<Ending>;
  /** What a person types after a crash, if anything. */
  recover(): Promise<void>;
  remove(): Promise<void>;
}

function follow(child: ChildProcess, closing: (text: string) => void = () => {}): Promise<Ending> {
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding("utf8").on("data", (chunk) => (text += chunk));
  return new Promise((resolve) =>
    child.once("exit", (code, signal) => {
      setTimeout(() => {
        closing(text);
        resolve({ how: signal !== null ? "killed" : code === 0 ? "done" : "failed", text });
      }, 200);
    }),
  );
}

/** The provider in a process of its own, which can be killed; what it recorded last is what the next one begins with. */
export class DirectDriver implements Driver {
  constructor(private last: Recorded) {}

  get recorded(): Recorded {
    return this.last;
  }

  private start(errand: Omit<Errand, "recorded">): Running {
    const child = spawn(process.execPath, [join(ROOT, "bin/test/torture/child.js")], { stdio: "pipe" });
    child.stdin.on("error", () => {}).end(JSON.stringify({ recorded: this.last, ...errand }));
    const ended = follow(child, (text) => {
      const line = text.split("\n").find((each) => each.startsWith(RESULT));
      if (line !== undefined) this.last = JSON.parse(line.slice(RESULT.length)) as Recorded;
    });
    return { ended, kill: (signal) => void child.kill(signal) };
  }

  bring = (program: Bag | undefined): Running => this.start(program === undefined ? {} : { program });
  refresh = (): Promise<Ending> => this.start({ refresh: true }).ended;
  recover = async (): Promise<void> => {};
  remove = async (): Promise<void> => {};
}

/** All processes that descend from one, by /proc. */
function descendants(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc").filter((each) => /^\d+$/.test(each))) {
    try {
      const [, parent] = readFileSync(`/proc/${name}/stat`, "utf8")
        .replace(/^.*\) /s, "")
        .split(" ");
      parents.set(Number(name), Number(parent));
    } catch {}
  }
  const under = (one: number): number[] =>
    [...parents].filter(([, parent]) => parent === one).flatMap(([child]) => [child, ...under(child)]);
  return under(pid);
}

const isProvider = (pid: number) => {
  try {
    return /dynamic-provider|pulumi-resource-pulumi-nodejs/.test(readFileSync(`/proc/${pid}/cmdline`, "utf8"));
  } catch {
    return false;
  }
};

/** The real engine on a stack of its own. SIGKILL takes the provider process or the engine itself. */
export class EngineDriver implements Driver {
  constructor(
    private readonly stack: Stack,
    private readonly victim: "provider" | "engine",
  ) {}

  private crashed = false;

  bring(program: Bag | undefined): Running {
    let orphans: number[] = [];
    const child = this.stack.start(program === undefined ? {} : { bond0: program });
    const kill = (signal: "SIGKILL" | "SIGINT") => {
      const engine = child.pid ?? 0;
      this.crashed = true;
      orphans = descendants(engine);
      if (signal === "SIGINT") process.kill(-engine, signal);
      else if (this.victim === "engine") process.kill(engine, signal);
      else for (const pid of orphans.filter(isProvider)) process.kill(pid, signal);
    };
    // Whoever the engine leaves behind may still be at work on the host.
    const ended = follow(child).then(async ({ how, text }): Promise<Ending> => {
      for (let tries = 0; orphans.some(isProvider) && tries < 400; tries++) await pause(300);
      const end = orphans.some(isProvider) ? `${text}\nits provider does not end` : text;
      // An engine that was told to stop does so by itself, whatever the host has by then.
      return { how: this.crashed && how === "failed" ? "killed" : how, text: end };
    });
    return { ended, kill };
  }

  /** A killed engine leaves its lock on the stack: that is Pulumi's, and this is Pulumi's way out. */
  async recover(): Promise<void> {
    if (this.crashed) await this.stack.run("cancel", "--yes");
    this.crashed = false;
  }

  async refresh(): Promise<Ending> {
    const { code, output } = await this.stack.run("refresh", "--yes", "--skip-preview", "--clear-pending-creates");
    return { how: code === 0 ? "done" : "failed", text: output };
  }

  remove = () => this.stack.remove();
}

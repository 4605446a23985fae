import { type ChildProcess, execFile, spawn } from "node:child_process";

/** What one run of the CLI said and how it ended. */
export interface Run {
  code: number;
  output: string;
  stdout: string;
}

/** Runs the CLI in a folder; `.shown` lets the person at the terminal see it live and gives its exit code, `.start` its process. */
export function pulumi(bin: string, cwd: string, env: NodeJS.ProcessEnv) {
  const run = (...args: string[]): Promise<Run> =>
    new Promise((resolve) => {
      const options = { cwd, env, maxBuffer: 64 << 20, timeout: 600_000 };
      execFile(bin, [...args, "--non-interactive"], options, (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === "number" ? error.code : -1;
        resolve({ code, stdout, output: stdout + stderr });
      });
    });
  const shown = (...args: string[]): Promise<number> =>
    new Promise((resolve, reject) => {
      const child = spawn(bin, [...args, "--non-interactive"], { cwd, env, stdio: ["ignore", "inherit", "inherit"] });
      child.once("error", reject).once("close", (code) => resolve(code ?? 1));
    });
  const start = (...args: string[]): ChildProcess =>
    spawn(bin, [...args, "--non-interactive"], { cwd, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
  return Object.assign(run, { shown, start });
}

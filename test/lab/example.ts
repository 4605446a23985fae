import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { engine } from "../engine/engine";
import { ROOT } from "../root";
import { pulumi } from "./pulumi";

/** One of the examples as a user has it: a copy of its folder with a stack on a local backend, driven by the real CLI. */
export class Example {
  private constructor(
    private readonly name: string,
    readonly folder: string,
    readonly run: ReturnType<typeof pulumi>,
  ) {}

  /** @param env - what the environment of the CLI has besides this process's own */
  static async create(name: string, env: Record<string, string> = {}): Promise<Example> {
    const folder = await mkdtemp(join(tmpdir(), `linux-bond-${name}-`));
    await cp(join(ROOT, "examples", name), folder, { recursive: true });
    await rm(join(folder, "node_modules"), { recursive: true, force: true });
    await symlink(join(ROOT, "node_modules"), join(folder, "node_modules"));
    const backend = join(folder, "backend");
    await mkdir(backend);
    const real = await engine();
    const run = pulumi(real.bin, folder, { ...real.env, ...env, PULUMI_BACKEND_URL: `file://${backend}` });
    const example = new Example(name, folder, run);
    await example.must("stack", "init", "lab");
    return example;
  }

  /** Edits the stack's configuration: these values, and no others, from now on. A key may name its package, `linux-bond:host`. */
  async configure(values: Record<string, unknown>): Promise<void> {
    const file = join(this.folder, "Pulumi.lab.yaml");
    const salt = (await readFile(file, "utf8")).split("\n").find((line) => line.startsWith("encryptionsalt:"));
    const full = (key: string) => (key.includes(":") ? key : `${this.name}:${key}`);
    const lines = Object.entries(values).map(([key, value]) => `  ${full(key)}: ${JSON.stringify(value)}`);
    await writeFile(file, [salt, "config:", ...lines, ""].join("\n"));
  }

  /** Runs the CLI, which has to succeed. */
  async must(...args: string[]): Promise<string> {
    const { code, output } = await this.run(...args);
    if (code !== 0) throw new Error(`pulumi ${args.join(" ")} ended with ${code}:\n${output}`);
    return output;
  }

  remove = () => rm(this.folder, { recursive: true, force: true });
}

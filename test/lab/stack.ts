import type { ChildProcess } from "node:child_process";
import { writeFileSync } from "node:fs";
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { engine } from "../engine/engine";
import { ROOT } from "../root";
import { pulumi } from "./pulumi";

/** One step of `preview --json`: what the engine means to do and which properties make it do so. */
export interface PlannedStep {
  op: string;
  urn: string;
  detailedDiff?: Record<string, { kind: string }> | null;
}

/**
 * Environment in which the engine saves the state of a stack once, at the end of an operation, and not after every step:
 * that takes the square of the number of resources, ten minutes and more with a thousand.
 */
export const SAVED_ONCE = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };

/** A program as data: the arguments of each bond by the name of its resource. */
export type Bonds = Record<string, Record<string, unknown>>;

/** What a stack has recorded of one resource. */
interface Recorded {
  urn: string;
  id: string;
  inputs: Record<string, unknown>;
  outputs: Record<string, unknown>;
}

interface Export {
  deployment: { resources?: Recorded[] };
}

// Plain JavaScript: the program is data (bonds.json), so that a test can edit it as a user edits a program.
const program = (module: string) => `const { BondInterface } = require("${module}");
const bonds = require("./bonds.json");
for (const [name, args] of Object.entries(bonds)) exports[name] = new BondInterface(name, args).state;
`;

const PROJECT = "name: test\nruntime: nodejs\nmain: index.js\n";
const PLUGIN = `plugins:
  providers:
    - name: linux-bond
      path: node_modules/pulumi-linux-bond/provider/plugin
`;

/** A Pulumi project of its own with one stack on a local backend, driven by the real CLI as a user would. */
export class Stack {
  private constructor(
    readonly folder: string,
    readonly run: ReturnType<typeof pulumi>,
  ) {}

  /**
   * A new project that depends on the package as it is built here (or on `modules`, another folder of modules).
   *
   * @param more - what the environment of the CLI has besides this process's own
   */
  static async create(
    bonds: Bonds,
    modules = join(ROOT, "node_modules"),
    more: Record<string, string> = {},
  ): Promise<Stack> {
    const folder = await mkdtemp(join(tmpdir(), "linux-bond-stack-"));
    await mkdir(join(folder, "backend"));
    await writeFile(join(folder, "Pulumi.yaml"), PROJECT);
    await writeFile(join(folder, "package.json"), '{"name":"test","private":true,"main":"index.js"}\n');
    await writeFile(join(folder, "index.js"), program("pulumi-linux-bond"));
    await symlink(modules, join(folder, "node_modules"));
    const stack = await Stack.at(folder, more);
    await stack.declare(bonds);
    await stack.must("stack", "init", "test");
    return stack;
  }

  private static async at(folder: string, more: Record<string, string> = {}): Promise<Stack> {
    const { bin, env } = await engine();
    const run = pulumi(bin, folder, { ...env, ...more, PULUMI_BACKEND_URL: `file://${join(folder, "backend")}` });
    return new Stack(folder, run);
  }

  /** A stack that was kept in a folder, as a new project of its own. */
  static async copyOf(kept: string): Promise<Stack> {
    const folder = await mkdtemp(join(tmpdir(), "linux-bond-stack-"));
    await cp(kept, folder, { recursive: true, verbatimSymlinks: true });
    const stack = await Stack.at(folder);
    await stack.must("stack", "select", "test");
    return stack;
  }

  /** Edits the program: its bonds are managed by the plugin, or by the class of the package. */
  async use(form: "plugin" | "class"): Promise<void> {
    const module = form === "plugin" ? "pulumi-linux-bond/native" : "pulumi-linux-bond";
    await writeFile(join(this.folder, "Pulumi.yaml"), `${PROJECT}${PLUGIN}`);
    await writeFile(join(this.folder, "index.js"), program(module));
  }

  /** Edits the program: these bonds are declared from now on. */
  async declare(bonds: Bonds): Promise<void> {
    await writeFile(join(this.folder, "bonds.json"), JSON.stringify(bonds, null, 2));
  }

  /** An up under way, as its process: the first of a group of its own, like what a terminal starts. */
  start(bonds: Bonds): ChildProcess {
    writeFileSync(join(this.folder, "bonds.json"), JSON.stringify(bonds, null, 2));
    return this.run.start("up", "--yes", "--skip-preview", "--suppress-outputs");
  }

  /** Runs the CLI, which has to succeed. */
  async must(...args: string[]): Promise<string> {
    const { code, output } = await this.run(...args);
    if (code !== 0) throw new Error(`pulumi ${args.join(" ")} ended with ${code}:\n${output}`);
    return output;
  }

  up = (...flags: string[]) => this.must("up", "--yes", "--skip-preview", "--suppress-outputs", ...flags);
  refresh = (...flags: string[]) => this.must("refresh", "--yes", "--skip-preview", "--suppress-outputs", ...flags);
  destroy = () => this.must("destroy", "--yes", "--skip-preview");

  /** What the engine would do with the bonds, from `preview --json`; one that stays the same is not listed. */
  async preview(...flags: string[]): Promise<PlannedStep[]> {
    const { stdout } = await this.run("preview", "--json", ...flags);
    const steps = (JSON.parse(stdout) as { steps?: PlannedStep[] }).steps ?? [];
    return steps.filter((step) => step.urn.includes("BondInterface"));
  }

  /** The recorded state of one bond: what `pulumi stack export` has. */
  async recorded(name: string): Promise<Recorded | undefined> {
    const { deployment } = await this.export();
    return deployment.resources?.find((resource) => resource.urn.endsWith(`BondInterface::${name}`));
  }

  /** All that is recorded, as `pulumi stack export` has it. */
  async export(): Promise<Export> {
    return JSON.parse(await this.must("stack", "export")) as Export;
  }

  /** Puts a recorded state in the place of the stack's own. */
  async import(state: unknown): Promise<void> {
    await writeFile(join(this.folder, "state.json"), JSON.stringify(state));
    await this.must("stack", "import", "--file", "state.json");
  }

  remove = () => rm(this.folder, { recursive: true, force: true });
}

import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
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

type Bonds = Record<string, Record<string, unknown>>;

// Plain JavaScript: the program is data (bonds.json), so that a test can edit it as a user edits a program.
const PROGRAM = `const { BondInterface } = require("pulumi-linux-bond");
const bonds = require("./bonds.json");
for (const [name, args] of Object.entries(bonds)) exports[name] = new BondInterface(name, args).state;
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
    await writeFile(join(folder, "Pulumi.yaml"), "name: test\nruntime: nodejs\nmain: index.js\n");
    await writeFile(join(folder, "package.json"), '{"name":"test","private":true,"main":"index.js"}\n');
    await writeFile(join(folder, "index.js"), PROGRAM);
    await symlink(modules, join(folder, "node_modules"));
    const { bin, env } = await engine();
    const run = pulumi(bin, folder, { ...env, ...more, PULUMI_BACKEND_URL: `file://${join(folder, "backend")}` });
    const stack = new Stack(folder, run);
    await stack.declare(bonds);
    await stack.must("stack", "init", "test");
    return stack;
  }

  /** Edits the program: these bonds are declared from now on. */
  async declare(bonds: Bonds): Promise<void> {
    await writeFile(join(this.folder, "bonds.json"), JSON.stringify(bonds, null, 2));
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
  async recorded(
    name: string,
  ): Promise<{ inputs: Record<string, unknown>; outputs: Record<string, unknown> } | undefined> {
    const text = await this.must("stack", "export");
    type Resource = { urn: string; inputs: Record<string, unknown>; outputs: Record<string, unknown> };
    const { deployment } = JSON.parse(text) as { deployment: { resources?: Resource[] } };
    return deployment.resources?.find((resource) => resource.urn.endsWith(`BondInterface::${name}`));
  }

  remove = () => rm(this.folder, { recursive: true, force: true });
}

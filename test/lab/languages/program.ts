import { symlink } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { expect } from "chai";
import type { Languages } from "../../engine/languages";
import { Example } from "../example";
import type { Lab } from "../lab";

/** The example of a language, as a user of that language has it, on the lab's machine. */
export class Program {
  private constructor(
    readonly example: Example,
    private readonly lab: Lab,
  ) {}

  static async create(name: "python" | "go", lab: Lab, { PATH, venv }: Languages): Promise<Program> {
    // As in an activated virtual environment: the host that can be built for tests does not know `virtualenv`.
    const activated = `${join(venv, "bin")}${delimiter}${PATH}`;
    const example = await Example.create(name, { PATH: activated, GOFLAGS: "-mod=mod" });
    if (name === "python") await symlink(venv, join(example.folder, "venv"));
    return new Program(example, lab);
  }

  /** Sets the configuration: the way to the host as the provider's, and these settings of the program. */
  configure(more: Record<string, unknown> = {}): Promise<void> {
    const way = Object.entries(this.lab.connection()).map(([key, value]) => [`linux-bond:${key}`, String(value)]);
    const bond = { members: ["em2", "em3"], address: "10.50.0.5/24" };
    return this.example.configure({ ...Object.fromEntries(way), ...bond, ...more });
  }

  up = (...flags: string[]) => this.example.must("up", "--yes", "--skip-preview", ...flags);
  miimon = async () => (await this.lab.machine("cat /sys/class/net/bond0/bonding/miimon")).stdout.trim();

  async destroyed(): Promise<void> {
    await this.example.must("destroy", "--yes", "--skip-preview");
    expect((await this.lab.machine("ls /sys/class/net")).stdout).to.not.include("bond0");
  }
}

import type { Drift } from "../../../provider/model/state";
import { Stack } from "../stack";
import type { Driver, Update } from "./driver";

type Bag = Record<string, unknown>;

/** One resource in a stack of its own, driven by the real CLI. */
export class OnEngine implements Driver {
  private stack?: Stack;

  private async project(program: Bag): Promise<Stack> {
    this.stack ??= await Stack.create({});
    await this.stack.declare({ bond0: program });
    return this.stack;
  }

  async up(program: Bag): Promise<Update> {
    const said = await (await this.project(program)).up();
    const did = / created/.test(said) ? "create" : / updated/.test(said) ? "update" : "same";
    return { did, said };
  }

  async refresh(): Promise<Drift> {
    await this.stack?.refresh();
    const recorded = await this.stack?.recorded("bond0");
    return (recorded?.outputs.drift ?? { files: [], kernel: [] }) as Drift;
  }

  async agrees(program: Bag): Promise<boolean> {
    const stack = await this.project(program);
    return (await stack.run("preview", "--refresh", "--expect-no-changes")).code === 0;
  }

  async remove(): Promise<void> {
    await this.stack?.remove();
    delete this.stack;
  }
}

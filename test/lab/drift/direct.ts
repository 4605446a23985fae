import { isDeepStrictEqual } from "node:util";
import { provider } from "../../../provider";
import type { Drift } from "../../../provider/model/state";
import { resetPools } from "../../../provider/ssh";
import { forgetLooks } from "../../../provider/verbs/look";
import type { Driver, Update } from "./driver";

type Bag = Record<string, unknown>;

/** What an operation tells the person at the terminal, kept for the test instead. */
async function overheard<T>(work: () => Promise<T>): Promise<{ result: T; said: string }> {
  const tell = console.log;
  const said: string[] = [];
  console.log = (...words: unknown[]) => void said.push(words.join(" "));
  try {
    return { result: await work(), said: said.join("\n") };
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${said.join("\n")}`);
  } finally {
    console.log = tell;
  }
}

/** One resource, driven through the provider as the engine drives it: what it checks, records, compares and asks for. */
export class Direct implements Driver {
  private id = "";
  private inputs: Bag = {};
  private props: Bag = {};

  private get exists(): boolean {
    return this.id !== "";
  }

  private async checked(program: Bag): Promise<Bag> {
    const { inputs, failures } = await provider.check(this.inputs, program);
    if (failures.length > 0) throw new Error(`check: ${JSON.stringify(failures)}`);
    return inputs;
  }

  private async change(news: Bag): Promise<Update["did"]> {
    if (!this.exists) {
      const { id, outs } = await provider.create(news);
      Object.assign(this, { id, inputs: news, props: outs });
      return "create";
    }
    const { changes } = (await provider.diff(this.id, this.props, news)) as { changes?: boolean };
    if (changes !== true && isDeepStrictEqual(this.inputs, news)) return "same";
    const { outs } = await provider.update(this.id, this.props, news);
    Object.assign(this, { inputs: news, props: outs });
    return "update";
  }

  async up(program: Bag): Promise<Update> {
    const news = await this.checked(program);
    const { result, said } = await overheard(() => this.change(news));
    return { did: result, said };
  }

  /** A bond that is gone leaves the state. */
  async refresh(): Promise<Drift> {
    forgetLooks();
    const { result } = await overheard(() => provider.read(this.id, this.props));
    const { id, inputs, props } = result;
    Object.assign(this, id === undefined ? { id: "", inputs: {}, props: {} } : { inputs, props });
    return (this.props.drift ?? { files: [], kernel: [] }) as Drift;
  }

  async agrees(program: Bag): Promise<boolean> {
    await this.refresh();
    if (!this.exists) return false;
    const news = await this.checked(program);
    const { changes } = (await provider.diff(this.id, this.props, news)) as { changes?: boolean };
    return changes !== true && isDeepStrictEqual(this.inputs, news);
  }

  async remove(): Promise<void> {
    Object.assign(this, { id: "", inputs: {}, props: {} });
    resetPools();
  }
}

import { isDeepStrictEqual } from "node:util";
import { provider } from "../../provider";
import type { Drift } from "../../provider/model/state";
import { forgetLooks } from "../../provider/verbs/look";

type Bag = Record<string, unknown>;

/** What a stack has recorded of one resource; an empty id: nothing. */
export interface Recorded {
  id: string;
  inputs: Bag;
  props: Bag;
}

/** What is recorded of a bond that nobody has made yet. */
export const NOTHING: Recorded = { id: "", inputs: {}, props: {} };

/** One resource, driven through the provider as the engine drives it: what it checks, records, compares and asks for. */
export class Direct {
  private id = "";
  private inputs: Bag = {};
  private props: Bag = {};

  constructor(recorded?: Recorded) {
    if (recorded) Object.assign(this, recorded);
  }

  get recorded(): Recorded {
    return { id: this.id, inputs: this.inputs, props: this.props };
  }

  private get exists(): boolean {
    return this.id !== "";
  }

  private async checked(program: Bag): Promise<Bag> {
    const { inputs, failures } = await provider.check(this.inputs, program);
    if (failures.length > 0) throw new Error(`check: ${JSON.stringify(failures)}`);
    return inputs;
  }

  /** An update of the stack: creates, changes or leaves alone; says which. */
  async up(program: Bag): Promise<"create" | "update" | "same"> {
    const news = await this.checked(program);
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

  /** Takes the resource away. */
  async destroy(): Promise<void> {
    if (!this.exists) return;
    await provider.delete(this.id, this.props);
    Object.assign(this, NOTHING);
  }

  /** A refresh: what the host has is recorded; a bond that is gone leaves the state. What is not there is not read. */
  async refresh(): Promise<Drift> {
    forgetLooks();
    if (!this.exists) return { files: [], kernel: [] };
    const { id, inputs, props } = await provider.read(this.id, this.props);
    Object.assign(this, id === undefined ? NOTHING : { inputs, props });
    return (this.props.drift ?? { files: [], kernel: [] }) as Drift;
  }

  /** Whether a preview that looks at the host finds nothing to do. */
  async agrees(program: Bag): Promise<boolean> {
    await this.refresh();
    if (!this.exists) return false;
    const news = await this.checked(program);
    const { changes } = (await provider.diff(this.id, this.props, news)) as { changes?: boolean };
    return changes !== true && isDeepStrictEqual(this.inputs, news);
  }
}

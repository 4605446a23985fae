import { desired } from "../check";
import type { Desired } from "../model/desired";
import { exclusively } from "../ssh";
import { bring } from "./bring";
import { declaration } from "./declared";
import { changedInputs } from "./equal";
import { look } from "./look";
import { type Bag, connectionOf, keptOf, outputs, sameMachine, subjectOf } from "./outputs";
import { reach } from "./settings";
import { settled } from "./transact";
import { mentionUndeclared } from "./undeclared";

/** Properties that say how to get there and how to go about it, and nothing about the bond. */
const MANNER = ["connection", "apply", "adopt"];

const drifted = ({ drift }: Bag) => {
  const { files = [], kernel = [] } = (drift ?? {}) as { files?: string[]; kernel?: string[] };
  return files.length + kernel.length > 0;
};

/**
 * What the host was last known to be. The members are those that the program declared: a member that somebody moved
 * elsewhere is still ours to take back, and one that somebody added is not.
 */
const before = (olds: Bag): Desired => ({ ...desired(olds), members: desired(declaration(olds)).members });

/**
 * Brings the bond to what the program says now. Where only the way to the host changed, nothing on the host is touched:
 * the new way is recorded once it is seen to lead to the same machine.
 */
export async function update(_id: string, olds: Bag, news: Bag): Promise<{ outs: Bag }> {
  const connection = connectionOf(news);
  const kept = olds.kept === undefined ? {} : { kept: keptOf(olds) };
  return exclusively(reach(connection), async () => {
    const observed = await look(connection);
    sameMachine({ ...news, machineId: olds.machineId }, observed, "change");
    const about = changedInputs(olds, news).filter((key) => !MANNER.includes(key));
    const inputs = { ...news, ...kept };
    if (about.length === 0 && !drifted(olds)) return { outs: outputs(inputs, observed) };
    const now = await settled(subjectOf(news), connection, observed);
    const outs = outputs(inputs, await bring(inputs, now, before(olds)));
    mentionUndeclared(olds, outs);
    return { outs };
  });
}

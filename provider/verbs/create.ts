import { idOf } from "../../sdk/id";
import { desired } from "../check";
import { isStray } from "../plan/change";
import { exclusively } from "../ssh";
import { bring, takeOver } from "./bring";
import { look } from "./look";
import { type Bag, connectionOf, outputs, subjectOf } from "./outputs";
import { reach } from "./settings";
import { settled } from "./transact";
import { mentionUndeclared } from "./undeclared";

/**
 * Makes the bond, or takes over the one that is there (`adopt`). A bond that this package made is recognised by the
 * originals it kept on the host: a create whose answer got lost goes on from there.
 */
export async function create(inputs: Bag): Promise<{ id: string; outs: Bag }> {
  const connection = connectionOf(inputs);
  const subject = subjectOf(inputs);
  const { device, host } = subject;
  return exclusively(reach(connection), async () => {
    const observed = await settled(subject, connection, await look(connection));
    const there = observed.bonds[device] !== undefined && !isStray(observed, device);
    const ours = there && observed.originals[device] !== undefined;
    const kept = there && !ours && inputs.adopt === true ? { kept: takeOver(inputs, observed) } : {};
    const after = await bring({ ...inputs, ...kept }, observed, ours ? desired(inputs) : undefined);
    const outs = outputs({ ...inputs, ...kept }, after);
    mentionUndeclared({}, outs);
    return { id: idOf(host, device), outs };
  });
}

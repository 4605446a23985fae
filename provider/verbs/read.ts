import { deviceOf } from "../../sdk/id";
import { check, desired } from "../check";
import { noSuchBond } from "../drift";
import { declarationOf, driftOf, isGone } from "./compared";
import { declaration, remember } from "./declared";
import { expectRefreshDiff } from "./diff";
import { sharedLook } from "./look";
import { type Bag, connectionOf, keptOf, outputs, sameMachine } from "./outputs";
import { plain } from "./plain";
import { say } from "./say";
import { mentionUndeclared } from "./undeclared";

/** What a read found; without an id the bond is gone. */
export interface Read {
  id?: string;
  props?: Bag;
  inputs?: Bag;
}

/** A bond that is known by its id and connection only (`.get()`): its declaration is what the host has. */
function discovered(device: string, props: Bag, observed: Awaited<ReturnType<typeof sharedLook>>): Bag {
  const found = declarationOf(observed, device);
  if (found === undefined) throw new Error(noSuchBond(observed, device, connectionOf(props).host));
  return check({ ...found, device, connection: props.connection }).inputs;
}

/**
 * Reads the bond back. What drifted stands in `inputs` with the value the host has, so that the engine shows it as a
 * property diff; where the host cannot be reached this throws and the recorded state stays.
 */
export async function read(id: string, props: Bag = {}): Promise<Read> {
  const device = deviceOf(id);
  if (props.connection === undefined)
    throw new Error(
      `Unable to read ${device}: no connection is known for it. Give connection with .get(), or use the import file.`,
    );
  const observed = await sharedLook(connectionOf(props));
  sameMachine({ device, ...props }, observed, "read");
  const isLookUp = props.mode === undefined;
  if (!isLookUp && isGone(observed, device)) return {};
  const declared = isLookUp ? discovered(device, props, observed) : declaration(props);
  const kept = props.kept === undefined ? {} : { kept: keptOf(props) };
  const { inputs } = driftOf(desired(declared), observed, keptOf(props));
  const seen = outputs({ ...declared, ...kept, device }, observed);
  for (const warning of (seen.state as { warnings?: string[] } | undefined)?.warnings ?? [])
    say({ device, host: connectionOf(props).host }, `warning: ${warning}`);
  if (!isLookUp) mentionUndeclared(props, seen);
  expectRefreshDiff(id);
  return plain({
    id,
    props: { ...seen, ...inputs, ...remember(declared, inputs) },
    inputs: { ...declared, ...inputs },
  });
}

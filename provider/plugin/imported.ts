import { deviceOf } from "../../sdk/id";
import { importedBond } from "../cli/importFile";
import { printableLines } from "../ssh";
import { sharedLook } from "../verbs/look";
import { type Bag, connectionOf } from "../verbs/outputs";
import type { Read } from "../verbs/read";
import { say } from "../verbs/say";
import { connectionOfId } from "./id";

/** A bond of which only the id is known, as `pulumi import` asks for it: what the host has, as a program would say it. */
export async function imported(id: string, complete: (connection: Bag | undefined) => Bag | undefined): Promise<Read> {
  const device = deviceOf(id);
  const connection = complete(connectionOfId(id));
  if (connection === undefined)
    throw new Error(
      `Unable to import ${device}: the id names no host. Write HOST/${device}, or set linux-bond:host in the stack's configuration.`,
    );
  const bond = importedBond(
    await sharedLook(connectionOf({ connection })),
    connectionOf({ connection }),
    device,
    device,
  );
  const subject = { device, host: String(connection.host) };
  for (const { property, value, reason } of bond.leftOut)
    say(subject, `warning: ${property} is ${JSON.stringify(value)} on the host and cannot be declared: ${reason}`);
  for (const note of bond.notes) say(subject, `warning: ${printableLines(note)}`);
  return { id: bond.id, props: bond.outputs, inputs: bond.inputs };
}

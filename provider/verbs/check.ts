import { check as checked, type Failure, hasUnknown } from "../check";
import { announceNew } from "./announce";
import { claim } from "./claims";
import { type Bag, subjectOf } from "./outputs";

/**
 * Every failure at once, and the inputs in normal form. Members that another bond of the program claims are failures too.
 * A bond that is not recorded yet is announced here: before a create the preview asks for nothing else.
 */
export async function check(olds: Bag, news: Bag): Promise<{ inputs: Bag; failures: Failure[] }> {
  const { inputs, failures } = checked(news);
  if (failures.length > 0 || hasUnknown(inputs.members) || hasUnknown(inputs.connection)) return { inputs, failures };
  const { device, host } = subjectOf(inputs);
  const place = `${host}:${String((inputs.connection as { port?: number }).port ?? 22)}`;
  const taken = claim(place, device, inputs.members as string[]);
  if (taken.length === 0 && Object.keys(olds).length === 0) announceNew(inputs);
  return { inputs, failures: taken.map((reason) => ({ property: "members", reason })) };
}

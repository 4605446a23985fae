import { check as checked, type Failure, hasUnknown } from "../check";
import { claim } from "./claims";
import { type Bag, subjectOf } from "./outputs";

/** Every failure at once, and the inputs in normal form. Members that another bond of the program claims are failures too. */
export async function check(_olds: Bag, news: Bag): Promise<{ inputs: Bag; failures: Failure[] }> {
  const { inputs, failures } = checked(news);
  if (failures.length > 0 || hasUnknown(inputs.members) || hasUnknown(inputs.connection)) return { inputs, failures };
  const { device, host } = subjectOf(inputs);
  const place = `${host}:${String((inputs.connection as { port?: number }).port ?? 22)}`;
  const taken = claim(place, device, inputs.members as string[]);
  return { inputs, failures: taken.map((reason) => ({ property: "members", reason })) };
}

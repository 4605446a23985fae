import { type Bag, subjectOf } from "./outputs";
import { say } from "./say";

const undeclared = ({ state }: Bag): string[] =>
  (state as { undeclaredAddresses?: string[] } | undefined)?.undeclaredAddresses ?? [];

/** Says once of each address that nobody declared that it is there and stays: when it was not recorded before. */
export function mentionUndeclared(before: Bag, after: Bag): void {
  const known = undeclared(before);
  const added = undeclared(after).filter((cidr) => !known.includes(cidr));
  if (added.length === 0) return;
  const subject = subjectOf(after);
  say(
    subject,
    `warning: it has ${added.join(", ")}, which the program does not declare and which is left alone. Declare it under addresses, or set removeUndeclaredAddresses to have it taken away`,
  );
}

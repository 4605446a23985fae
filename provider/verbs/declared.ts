import { COMPUTED } from "./equal";
import type { Bag } from "./outputs";
import { plain } from "./plain";

/** A property that drifted and what the program says of it (absent: nothing): a refresh records the observed value in its place. */
interface Remembered {
  property: string;
  value?: unknown;
}

/** What the program declared at the last update, whatever refreshes have found since. */
export function declaration(props: Bag): Bag {
  const recorded = Object.fromEntries(Object.entries(props).filter(([key]) => !COMPUTED.includes(key)));
  const remembered = (props.declared ?? []) as Remembered[];
  return plain({ ...recorded, ...Object.fromEntries(remembered.map(({ property, value }) => [property, value])) });
}

/** What the next read must know to compare with the program again. */
export function remember(declared: Bag, drifted: Bag): { declared?: Remembered[] } {
  const properties = Object.keys(drifted).map((property) => ({ property, value: declared[property] }));
  return properties.length === 0 ? {} : { declared: properties };
}

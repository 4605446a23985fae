/** What the engine sends during preview in place of a value that only the update will know, wherever it stands. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Whether a value, or anything inside it, is not known yet. */
export function hasUnknown(value: unknown): boolean {
  const left = [value]; // no recursion: a program may nest deeper than the stack
  while (left.length > 0) {
    const one = left.pop();
    if (one === UNKNOWN) return true;
    if (typeof one === "object" && one !== null) for (const inner of Object.values(one)) left.push(inner);
  }
  return false;
}

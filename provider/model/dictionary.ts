/**
 * A map for keys that come from outside: names of devices, files and keys. It has no prototype, so that a device called
 * `constructor` or `__proto__` is an entry like any other, and is absent while it is not there.
 */
export function dictionary<T>(entries: Iterable<readonly [key: string, value: T]> = []): Record<string, T> {
  const made: Record<string, T> = Object.create(null);
  for (const [key, value] of entries) made[key] = value;
  return made;
}

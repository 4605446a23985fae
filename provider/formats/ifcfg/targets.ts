/** The kernel's table of targets holds no more. */
const MOST = 16;

/**
 * Puts the targets of ARP monitoring in an order in which the scripts set all of them; undefined: there is none.
 *
 * Before they add a target the scripts ask `grep -q TARGET` whether it is there already, and grep takes a part of another
 * address, even across the blank between two of them, for the target itself: behind 10.0.0.10 the target 10.0.0.1 is
 * silently lost. Shorter addresses first avoids it within one address; the rare rest is found by trying.
 */
export function safeTargetOrder(targets: readonly string[]): string[] | undefined {
  const sorted = [...targets].sort((a, b) => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0));
  if (sorted.length > MOST) return sorted; // never set whatever their order: refused for their number
  return continued("", sorted, new Set());
}

/**
 * The rest in such an order behind `last`, none of the rest being lost so far. No target is long enough to match across two
 * blanks, so that only the last one matters, and a rest that has failed behind it is `hopeless` wherever it comes up again.
 */
function continued(last: string, rest: readonly string[], hopeless: Set<string>): string[] | undefined {
  const state = [last, ...rest].join(" ");
  if (rest.length === 0) return [];
  if (hopeless.has(state)) return undefined;
  for (const [at, next] of rest.entries()) {
    const others = rest.filter((_, index) => index !== at);
    const text = `${last} ${next}`;
    const order = others.some((other) => seemsPresent(other, text)) ? undefined : continued(next, others, hopeless);
    if (order) return [next, ...order];
  }
  hopeless.add(state);
  return undefined;
}

/** The targets that are really set from a list in this order: by the scripts, and as far as the kernel has room. */
export function targetsSet(targets: readonly string[]): string[] {
  const set: string[] = [];
  for (const target of targets) if (set.length < MOST && !seemsPresent(target, set.join(" "))) set.push(target);
  return set;
}

/** What `grep -q TARGET` answers about the text of arp_ip_target: a dot stands for any character. */
function seemsPresent(target: string, text: string): boolean {
  return new RegExp(target.replace(/[^0-9.]/g, "")).test(text);
}

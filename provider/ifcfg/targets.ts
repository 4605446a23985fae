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
  const order: string[] = [];
  while (sorted.length > 0) {
    const next = sorted.findIndex((target) => !seemsPresent(target, order) && isHarmless(target, order, sorted));
    if (next < 0) return undefined;
    order.push(...sorted.splice(next, 1));
  }
  return order;
}

/** The targets that are really set from a list in this order: by the scripts, and as far as the kernel has room. */
export function targetsSet(targets: readonly string[]): string[] {
  const set: string[] = [];
  for (const target of targets) if (set.length < MOST && !seemsPresent(target, set)) set.push(target);
  return set;
}

/** What `grep -q TARGET arp_ip_target` answers: a dot stands for any character. */
function seemsPresent(target: string, set: readonly string[]): boolean {
  return new RegExp(target.replace(/[^0-9.]/g, "")).test(set.join(" "));
}

/** Whether all others can still be set behind it. */
function isHarmless(target: string, order: readonly string[], rest: readonly string[]): boolean {
  return rest.every((other) => other === target || !seemsPresent(other, [...order, target]));
}

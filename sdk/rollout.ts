import type * as pulumi from "@pulumi/pulumi";

/** How carefully a change goes from host to host. */
export interface RolloutArgs {
  /** How many of the first ones must succeed before any other begins, 0 or more. Default 1. */
  canaries?: number;
  /** How many may be under way at a time, at least 1. Default 5. */
  atOnce?: number;
}

/**
 * Builds one resource per item so that a change reaches them one after the other: the canaries first, then at most
 * `atOnce` at a time; where one fails, no further one begins. What makes it so is `dependsOn` alone: the engine does the
 * scheduling, and a destroy goes the same way backwards.
 *
 * ```ts
 * rollout(hosts, (host, opts) => new BondInterface(host.name, { ...bond, connection: { host: host.name } }, opts));
 * ```
 *
 * @param items What there is one resource for each of, in the order of the rollout.
 * @param build Makes the resource of an item; `opts` has to be among its options.
 * @param args How many canaries there are, and how many may be under way at a time.
 * @returns The resources, in the order of the items.
 */
export function rollout<T, R extends pulumi.Resource>(
  items: readonly T[],
  build: (item: T, opts: pulumi.CustomResourceOptions, index: number) => R,
  args: RolloutArgs = {},
): R[] {
  const { canaries = 1, atOnce = 5 } = args;
  counted("canaries", canaries, 0);
  counted("atOnce", atOnce, 1);
  const built: R[] = [];
  for (const [index, item] of items.entries())
    built.push(build(item, { dependsOn: earlier(index, canaries, atOnce).map((at) => built[at] as R) }, index));
  return built;
}

/**
 * The ones that must be done before this one begins: the `atOnce` that stand that far before it, so that at no time more
 * than `atOnce` are under way (all before those are done when they are), and the canaries while they are nearer.
 */
function earlier(index: number, canaries: number, atOnce: number): number[] {
  const window = { from: Math.max(0, index - 2 * atOnce + 1), to: index - atOnce };
  const needed = (at: number) => (at >= window.from && at <= window.to) || (index >= canaries && at < canaries);
  const nearest = index < canaries + atOnce ? 0 : window.from;
  return Array.from({ length: index - nearest }, (_, n) => nearest + n).filter(needed);
}

function counted(name: keyof RolloutArgs, value: number, least: number): void {
  if (Number.isInteger(value) && value >= least) return;
  throw new Error(`Unable to plan the rollout: ${name} is ${value}. Write a whole number, ${least} or more.`);
}

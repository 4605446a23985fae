/** A number from 0 up to, and without, `below`. */
export type Random = (below: number) => number;

/** xorshift32: small, and the same everywhere. */
export function randomNumbers(seed: number): Random {
  let state = seed | 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/** One of a list. */
export const oneOf = <T>(list: readonly T[], random: Random): T => list[random(list.length)] as T;

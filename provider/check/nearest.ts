/** Insertions, deletions and replacements that make one word of the other, at most `limit` + 1. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? limit + 1;
}

const plain = (word: string) => word.toLowerCase().replace(/[^a-z0-9]/g, "");

/** The word somebody probably meant: the same but for case and punctuation, or with at most two slips of the finger. */
export function nearest(word: string, words: readonly string[]): string | undefined {
  if (word.length > 40) return undefined;
  const limit = word.length > 4 ? 2 : 1;
  const ranked = words
    .map((candidate) => ({ candidate, slips: distance(plain(word), plain(candidate), limit) }))
    .filter(({ slips }) => slips <= limit)
    .sort((a, b) => a.slips - b.slips);
  return ranked[0]?.candidate;
}

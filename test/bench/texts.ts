import { oneOf, type Random } from "./random";

const NOISE = [
  ...["\n", "\r\n", "\0", "'", '"', "$(", "`", "\\", "=", ": ", "#", ";", " ", "\t", "{{", "}}"],
  ...["\u2028", "\ud800", "é", "Slave Interface: x", "MASTER=bond0"],
];

/** One to four changes: cut, drop, double, swap in a piece of another sample, noise. */
export function mutation(texts: readonly string[], random: Random): string {
  let text = oneOf(texts, random);
  for (let left = 1 + random(4); left > 0; left--) {
    const at = random(text.length + 1);
    const to = Math.min(text.length, at + random(80));
    const other = oneOf(texts, random);
    const from = random(other.length + 1);
    const changes = [
      () => text.slice(0, at),
      () => text.slice(0, at) + text.slice(to),
      () => text.slice(0, to) + text.slice(at),
      () => text.slice(0, at) + other.slice(from, from + random(300)) + text.slice(to),
      () => text.slice(0, at) + oneOf(NOISE, random) + text.slice(at),
      () => text.slice(0, at) + String.fromCharCode(random(0x300)) + text.slice(at + 1),
    ];
    text = oneOf(changes, random)();
  }
  return text;
}

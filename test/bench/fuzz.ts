import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseIfcfg } from "../../provider/ifcfg/parse";
import { fileState } from "../../provider/ifcfg/state";
import { parseProc } from "../../provider/proc/parse";

const UNIT = join(__dirname, "..", "..", "..", "test", "unit"); // from bin/test/bench

/** What a run of a fuzzer saw: every input was read to its end without an exception. */
export interface Fuzzed {
  runs: number;
  characters: number;
  /** Inputs in which something was still understood: a fuzzer that only makes noise tests nothing. */
  bonds: number;
  /** The longest time of the processor that one input took, in milliseconds: a hang would show here. */
  slowest: number;
}

const PARSERS = {
  proc: { seeds: () => samples("proc/samples", ".txt"), read: (text: string) => parseProc(text).bonds.length > 0 },
  ifcfg: {
    seeds: () => samples("ifcfg/samples", ""),
    read: (text: string) => {
      const path = "/etc/sysconfig/network-scripts/ifcfg-bond0";
      fileState({ [path]: { content: text, mode: "644", owner: "root", exact: true } }, "bond0");
      return Object.keys(parseIfcfg(text).values).length > 0;
    },
  },
};

/** Reads `runs` mutations of the samples with one of the parsers; the same seed gives the same inputs. */
export function fuzzed(parser: keyof typeof PARSERS, runs: number, seed: number): Fuzzed {
  const { seeds, read } = PARSERS[parser];
  const texts = seeds();
  const random = randomNumbers(seed);
  let slowest = 0;
  let characters = 0;
  let bonds = 0;
  for (let run = 0; run < runs; run++) {
    const text = mutation(texts, random);
    const start = process.cpuUsage();
    if (read(text)) bonds++;
    slowest = Math.max(slowest, process.cpuUsage(start).user / 1000);
    characters += text.length;
  }
  return { runs, characters, bonds, slowest };
}

function samples(folder: string, ending: string): string[] {
  const path = join(UNIT, folder);
  const names = readdirSync(path).filter((name) => name.endsWith(ending) && !name.endsWith(".json"));
  return names.map((name) => readFileSync(join(path, name), "utf8"));
}

type Random = (below: number) => number;

/** xorshift32: small, and the same everywhere. */
function randomNumbers(seed: number): Random {
  let state = seed | 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

const NOISE = [
  "\n",
  "\r\n",
  "\0",
  "'",
  '"',
  "$(",
  "`",
  "\\",
  "=",
  ": ",
  "#",
  ";",
  " ",
  "\t",
  "\u2028",
  "\ud800",
  "é",
  "Slave Interface: x",
  "MASTER=bond0",
  "{{",
  "}}",
];

/** One to four changes: cut, drop, double, swap in a piece of another sample, noise. */
function mutation(texts: readonly string[], random: Random): string {
  const pick = () => texts[random(texts.length)] as string;
  let text = pick();
  for (let left = 1 + random(4); left > 0; left--) {
    const at = random(text.length + 1);
    const to = Math.min(text.length, at + random(80));
    const other = pick();
    const from = random(other.length + 1);
    const changes = [
      () => text.slice(0, at),
      () => text.slice(0, at) + text.slice(to),
      () => text.slice(0, to) + text.slice(at),
      () => text.slice(0, at) + other.slice(from, from + random(300)) + text.slice(to),
      () => text.slice(0, at) + NOISE[random(NOISE.length)] + text.slice(at),
      () => text.slice(0, at) + String.fromCharCode(random(0x300)) + text.slice(at + 1),
    ];
    text = (changes[random(changes.length)] as () => string)();
  }
  return text;
}

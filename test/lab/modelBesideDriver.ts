import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { type Action, playOnModel, type Seen, sequences } from "../model/sequence";
import { ROOT } from "../root";
import { Lab } from "./lab";

const LENGTH = Number(process.env.MODEL_LENGTH ?? 15);
const BATCH = 40;

const ERRNO: [RegExp, string][] = [
  [/Permission denied/, "EACCES"],
  [/Device or resource busy/, "EBUSY"],
  [/File exists/, "EEXIST"],
  [/Invalid argument/, "EINVAL"],
  [/No such device|Cannot find device/, "ENODEV"],
  [/Directory not empty/, "ENOTEMPTY"],
  [/Operation not permitted/, "EPERM"],
  [/Cannot assign requested address/, "EADDRNOTAVAIL"],
  [/No such file or directory/, "ENOENT"],
];

function errnoOf(text: string): string {
  if (text === "") return "";
  return ERRNO.find(([pattern]) => pattern.test(text))?.[1] ?? text;
}

function seenFrom(block: string): Seen {
  const [error = "", ...lines] = block.split("\n");
  const entries = lines.flatMap((line): [string, string][] => {
    const at = line.indexOf(":");
    if (at < 0) return [];
    const [path, text] = [line.slice(0, at), line.slice(at + 1)];
    return path.endsWith("/flags")
      ? [[path.replace("/flags", "/up"), String((Number(text) & 1) === 1)]]
      : [[path, text]];
  });
  return { errno: errnoOf(error.trim()), files: Object.fromEntries(entries) };
}

/** Plays sequences on the guest's kernel: what each operation ended with and what sysfs says afterwards. */
async function playOnKernel(lab: Lab, batch: readonly Action[][]): Promise<Seen[][]> {
  const script = readFileSync(join(ROOT, "test/model/replay.sh"), "utf8");
  await lab.machine("modprobe bonding max_bonds=0; cat > /tmp/replay.sh", script);
  const input = batch.map((sequence) => `${sequence.map((action) => action.join("|")).join("\n")}\n\n`).join("");
  const { stdout, stderr } = await lab.machine("bash /tmp/replay.sh", input, 1200);
  const played = stdout.split(/^\.\n/m).filter((text) => text.trim() !== "");
  expect(played.length, stderr).to.equal(batch.length);
  return played.map((text) => text.split(/^> ?/m).slice(1).map(seenFrom));
}

/** Where the two differ, a line each; a file that only one of them has counts when it tells that a device is there. */
function differences(sequence: readonly Action[], model: readonly Seen[], kernel: readonly Seen[]): string[] {
  return sequence.flatMap((action, at) => {
    const [ours, real] = [model[at], kernel[at]];
    const names = new Set([...Object.keys(ours?.files ?? {}), ...Object.keys(real?.files ?? {}).filter(isPresence)]);
    const pairs = [...names].map((name) => [name, ours?.files[name], real?.files[name]?.trim() ?? emptyFile(name)]);
    const told = [["errno", ours?.errno, real?.errno], ...pairs].filter(([, mine, theirs]) => mine !== theirs);
    return told.map(
      ([what, mine, theirs]) => `${at} ${action.join(" ")}: ${what}: model "${mine}", kernel "${theirs}"`,
    );
  });
}

const isPresence = (name: string) => name.endsWith("/mtu");

/** A file without text leaves no line, a device that is gone neither: its MTU tells which. */
const emptyFile = (name: string) => (isPresence(name) ? undefined : "");

/** Holds the model against the driver in that many random sequences; the same seed gives the same ones. */
export function modelBesideDriver(count: number, seed: number): void {
  describe("the model of the bonding driver", () => {
    it(`agrees with the real driver in ${count} sequences of ${LENGTH} operations, in errno and in every file`, async function () {
      this.timeout(0);
      const lab = await Lab.up();
      const all = sequences(count, LENGTH, seed);
      for (let begin = 0; begin < all.length; begin += BATCH) {
        const batch = all.slice(begin, begin + BATCH);
        const seen = await playOnKernel(lab, batch);
        const wrong = batch.flatMap((sequence, at) => {
          const found = differences(sequence, playOnModel(sequence), seen[at] ?? []);
          return found.map((line) => `sequence ${begin + at} of seed ${seed}, ${line}`);
        });
        expect(wrong).to.deep.equal([]);
      }
    });
  });
}

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { type Action, playOnModel, type Seen, sequences } from "../model/sequence";
import { ROOT } from "../root";
import { Lab } from "./lab";

const COUNT = Number(process.env.MODEL_SEQUENCES ?? 40);
const LENGTH = Number(process.env.MODEL_LENGTH ?? 15);
const SEED = Number(process.env.MODEL_SEED ?? 1);
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
    const at = line.indexOf("=");
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

/** What both know, named by the step it was seen after. */
function comparable(sequence: readonly Action[], model: readonly Seen[], kernel: readonly Seen[]) {
  const line = (at: number) => `${at}: ${sequence[at]?.join(" ")}`;
  const known = (seen: Seen | undefined, at: number) => {
    const names = Object.keys(model[at]?.files ?? {});
    const shared = Object.entries(seen?.files ?? {}).filter(([name]) => names.includes(name) || name.endsWith("/mtu"));
    return Object.fromEntries(shared.map(([name, text]) => [name, text.trim()]));
  };
  const tell = (seen: readonly Seen[]) => sequence.map((_, at) => [line(at), seen[at]?.errno, known(seen[at], at)]);
  return { model: tell(model), kernel: tell(kernel) };
}

describe("the model of the bonding driver", () => {
  it(`agrees with the real driver in ${COUNT} sequences of ${LENGTH} operations, in errno and in every file`, async function () {
    this.timeout(0);
    const lab = await Lab.up(process.env.LAB_NAME);
    const all = sequences(COUNT, LENGTH, SEED);
    for (let begin = 0; begin < all.length; begin += BATCH) {
      const batch = all.slice(begin, begin + BATCH);
      const seen = await playOnKernel(lab, batch);
      batch.forEach((sequence, at) => {
        const { model, kernel } = comparable(sequence, playOnModel(sequence), seen[at] ?? []);
        expect(model, `sequence ${begin + at} of seed ${SEED}`).to.deep.equal(kernel);
      });
    }
  });
});

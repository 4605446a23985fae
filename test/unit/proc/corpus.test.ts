import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parseProc } from "../../../provider/proc/parse";
import { corpus, present, ROOT, readText } from "./corpus";

const SAMPLES = join(ROOT, "test", "unit", "proc", "samples");
const UNDERSTOOD = JSON.parse(readText(SAMPLES, "understood.json")) as Record<string, unknown>;

/** One line of the collection's index. */
function rowsOfIndex(): Record<string, string>[] {
  const [head = "", ...lines] = readText(corpus("proc-net-bonding"), "index.tsv").trimEnd().split("\n");
  const names = head.split("\t");
  return lines.map((line) => Object.fromEntries(line.split("\t").map((cell, index) => [names[index], cell])));
}

describe("Our own samples of /proc/net/bonding", () => {
  for (const file of readdirSync(SAMPLES).filter((name) => name.endsWith(".txt")))
    it(`${file} is understood`, () => {
      expect(JSON.parse(JSON.stringify(parseProc(readText(SAMPLES, file))))).to.deep.equal(UNDERSTOOD[file]);
    });
});

describe("Real texts of kernels 2.6 to 6.x, pasted and cut off", () => {
  if (!present("proc-net-bonding"))
    it("(the collection is not here: only our own samples above were read)", () => {
      expect(Object.keys(UNDERSTOOD).length).to.be.greaterThan(20);
    });
  else
    for (const { file = "", quality = "", source = "", driver, mode = "", slaves } of rowsOfIndex())
      it(`${file}: ${mode || "no bond"}, ${slaves} members`, () => {
        const { bonds, complete, problem } = parseProc(readText(corpus("proc-net-bonding"), file));
        const members = bonds.flatMap((bond) => bond.members);
        expect(bonds[0]?.mode ?? "").to.equal(mode.split(" ")[1] ?? "");
        expect(bonds[0]?.driver ?? "").to.equal(driver);
        expect(members.length).to.equal(Number(slaves));
        expect(members.every(({ name }) => /^[a-z][\w.-]*$/.test(name))).to.equal(true);
        const cut = /truncated/.test(quality) || /trunc/.test(file) || /cut in/.test(source) || mode === "";
        expect(complete, problem).to.equal(!cut);
        expect(problem === undefined).to.equal(complete);
      });
});

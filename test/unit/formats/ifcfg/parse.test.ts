import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { parseBondingOpts } from "../../../../provider/formats/ifcfg/bondingOpts";
import { parseIfcfg } from "../../../../provider/formats/ifcfg/parse";
import { fuzzed } from "../../../bench/fuzz";
import { corpus, present, ROOT, readText } from "../../proc/corpus";
import { sourceAll } from "../../stacks/network-scripts/shells";

const SAMPLES = join(ROOT, "test", "unit", "stacks", "network-scripts", "samples");
const filled = (values: Record<string, string>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));

describe("Reading an ifcfg file", function () {
  this.timeout(60_000); // generous: a busy machine is not a hang
  for (const name of readdirSync(SAMPLES).filter((file) => file !== "ifcfg-runs-things"))
    it(`finds in our own ${name} what bash finds in it`, () => {
      const text = readText(SAMPLES, name);
      const keys = [...new Set(text.match(/[A-Z][A-Z0-9_]*(?==)/g))];
      const { values } = sourceAll("bash", [{ text, keys }]);
      expect(filled(parseIfcfg(text).values)).to.deep.equal(filled(values[0] as Record<string, string>));
    });

  it("names every line that would run something, and gives no value for what it would compute", () => {
    const { values, problems } = parseIfcfg(readText(SAMPLES, "ifcfg-runs-things"));
    expect(values).to.deep.equal({ DEVICE: "bond0", MTU: "9000" });
    expect(problems).to.deep.equal([
      { line: 2, text: "the value of MACADDR cannot be read safely: it runs a command or computes ($(...))" },
      { line: 3, text: "the value of HOSTS cannot be read safely: it runs a command (`...`)" },
      { line: 4, text: "the value of PEERDNS cannot be read safely: it uses another variable ($...)" },
      { line: 5, text: 'it runs a command ("logger")' },
      { line: 6, text: 'it runs a command ("24")' },
    ]);
  });

  it("keeps a carriage return, which becomes a part of the value", () => {
    expect(parseIfcfg("DEVICE=em1\r\n").values).to.deep.equal({ DEVICE: "em1\r" });
    expect(parseIfcfg("DEVICE=em1\r\n\r\n").problems).to.deep.equal([
      { line: 2, text: "it ends in a carriage return, which the shell takes for a command" },
    ]);
  });

  it("stops where the shell stops", () => {
    const open = parseIfcfg('A=1\nB=2; C="x\nD=4\n');
    expect(open.values).to.deep.equal({ A: "1" });
    expect(open.problems).to.deep.equal([
      { line: 2, text: 'a quote (") is never closed; the shell reads nothing from this line on' },
    ]);
    expect(parseIfcfg("A=1\nif true; then\nA=2\nfi\n").values).to.deep.equal({ A: "1" });
    expect(parseIfcfg("A=1\ncat <<X\nA=2\nX\n").values).to.deep.equal({ A: "1" });
    expect(parseIfcfg("A=1 )\nB=2\n").values).to.deep.equal({});
  });

  it("knows where each assignment stands", () => {
    const text = "# GATEWAY=1\nexport GATEWAY='10.0.0.1' # old\nGATEWAY=10.0.0.2\n";
    const places = parseIfcfg(text).assignments.map(({ line, start, end }) => [line, text.slice(start, end)]);
    expect(places).to.deep.equal([
      [2, "GATEWAY='10.0.0.1'"],
      [3, "GATEWAY=10.0.0.2"],
    ]);
  });

  it("agrees with bash about every random text that it calls safe", () => {
    const piece = fc.constantFrom(
      ..."AB=='\"\\$#; \n\t+:~{},!*?[]-.xn0é\r",
      "A=",
      "B=",
      "\nA=",
      "\nB=",
      ";B=",
      "$'",
      "\\\n",
      "export ",
      "\\x41",
      "''",
      '""',
    );
    const texts = fc.sample(
      fc.array(piece, { minLength: 2, maxLength: 14 }).map((pieces) => `A=${pieces.join("")}`),
      { numRuns: 6_000, seed: 7 },
    );
    const read = texts.map((text) => ({ text, ...parseIfcfg(text) })).filter(({ problems }) => problems.length === 0);
    const keys = ["A", "B", "AB", "BA", "AA", "BB"];
    const { values, made } = sourceAll(
      "bash",
      read.map(({ text }) => ({ text, keys })),
    );
    expect(made).to.equal("");
    read.forEach((one, index) => {
      const ours = Object.fromEntries(Object.entries(one.values).filter(([key]) => keys.includes(key)));
      expect(ours, JSON.stringify(one.text)).to.deep.equal(values[index]);
    });
    expect(read.length).to.be.greaterThan(1200);
  });

  it("takes any amount of anything", () => {
    for (const piece of [
      "A=b ",
      "A=b;",
      "A+=x\n",
      "A=$(",
      "A=`",
      "\\\n",
      "A='",
      'A="\\\n',
      "a ",
      "\r\n",
      "A=${",
      "A=$'\\n'",
      "export A ",
      ";",
      "#",
    ])
      expect(parseIfcfg(piece.repeat(50_000)).assignments.length, piece).to.be.lessThan(50_001);
    const targets = Array.from({ length: 50_000 }, (_, index) => `arp_ip_target=+10.${index >> 8}.${index & 255}.1`);
    expect(parseBondingOpts(targets.join(" ")).options.arpIpTarget).to.have.length(16);
  });

  it("survives 5000 mutations of the samples", () => {
    const { runs, crashes, understood } = fuzzed("ifcfg", 5000, 1);
    expect(crashes).to.deep.equal([]);
    expect(runs).to.equal(5000);
    expect(understood).to.be.greaterThan(2500);
  });
});

describe("Real ifcfg files", () => {
  if (!present("ifcfg"))
    it("(the collection is not here: only our own samples above were read)", () => {
      expect(readdirSync(SAMPLES).length).to.be.greaterThan(5);
    });
  else
    for (const [name, { rc, _stderr, ...values }] of Object.entries(oracle()))
      it(`${name} means what bash makes of it`, () => {
        const read = parseIfcfg(readText(corpus("ifcfg"), name));
        expect(filled(read.values)).to.deep.equal(filled(values));
        expect(read.problems.length > 0, JSON.stringify(read.problems)).to.equal(rc !== "0");
      });
});

function oracle(): Record<string, Record<string, string>> {
  return JSON.parse(readText(corpus("ifcfg"), "bash-oracle.json"));
}

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { pages } from "../../pages";
import { withoutWords } from "../../reference";
import { ROOT } from "../../root";

/** Words of Pulumi's own that the README explains as well. */
const PULUMI = "code must be a string, not undefined";

/** All that the package can say: its sources without the lines that are comments. */
const sources = (): string =>
  readdirSync(join(ROOT, "provider"), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(ts|sh)$/.test(file))
    .flatMap((file) => readFileSync(join(ROOT, "provider", file), "utf8").split("\n"))
    .filter((line) => !/^\s*(\/\/|\/?\*|#)/.test(line))
    .join("\n");

describe("The README", () => {
  for (const { path, now, wanted } of pages())
    it(`and other pages say what the code says: ${path} (else: node bin/test/pages.js --write)`, () => {
      expect(now).to.equal(wanted);
    });

  it("has a reference in which no property and no type is without words", () => {
    expect(withoutWords()).to.deep.equal([]);
  });

  it("is read in some minutes: it has at most 1500 words", () => {
    expect(readFileSync(join(ROOT, "README.md"), "utf8").split(/\s+/).length).to.be.at.most(1500);
  });

  it("leads to pages that are there", () => {
    const pagesOf = [
      "README.md",
      "provider/README.md",
      "provider/cli/README.md",
      "provider/plugin/README.md",
      "examples/README.md",
    ];
    const broken = pagesOf.flatMap((page) => {
      const links = readFileSync(join(ROOT, page), "utf8").matchAll(/\]\((?!https?:|#)([^)#]+)(#[^)]*)?\)/g);
      return [...links].map(([, to = ""]) => join(ROOT, dirname(page), to)).filter((path) => !existsSync(path));
    });
    expect(broken).to.deep.equal([]);
  });

  it("explains errors by words that are really said", () => {
    const [, table = ""] = readFileSync(join(ROOT, "provider/README.md"), "utf8").split("| the error says |");
    const [rows = ""] = table.split("\n\n");
    const quoted = [...rows.matchAll(/^\| `(.*?)`/gm)].map(([, words = ""]) => words);
    expect(quoted).to.have.length.above(8);
    const said = `${sources()}\n${PULUMI}`;
    expect(quoted.filter((words) => !said.includes(words.replace(/ em\d$/, "")))).to.deep.equal([]);
  });
});

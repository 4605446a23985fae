import { expect } from "chai";
import { cutText, hostText, scenario } from "../torture/namespaces/scenario";
import { inNamespaces } from "../torture/namespaces/start";

/** Each seed is the same change with the same cuts on the same host in every run. */
const SEEDS = [
  1000, 1001, 1004, 1007, 1011, 1012, 1013, 1014, 1015, 1016, 1017, 1019, 1021, 1022, 1026, 1027, 1028, 1031,
];
/** All of them at once would be slower on a small machine: a client that waits too long gives up. */
const HOSTS = 9;

describe("Whatever the line does, the host answers and has all or nothing, and what the client is told is true", function () {
  this.timeout(600_000);
  const said = new Map<number, string[]>();

  before("runs all of them, several at once", async () => {
    let seed = 0;
    await inNamespaces(SEEDS, HOSTS, (line) => {
      seed = Number(/^(\d+) /.exec(line)?.[1] ?? seed);
      said.set(seed, [...(said.get(seed) ?? []), line]);
    });
  });

  for (const seed of SEEDS) {
    const one = scenario(seed, 0);
    it(`${one.kind}, ${hostText(one)}: ${cutText(one) || "a good line"}; seed ${seed}`, () => {
      const [first = "nothing", ...more] = said.get(seed) ?? [];
      expect(first, more.join("\n")).to.match(/ ok( |$)/);
    });
  }
});

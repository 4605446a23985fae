import { join } from "node:path";
import { expect } from "chai";
import { randomNumbers } from "../../bench/random";
import { drawnHost, hostsIn, textsIn } from "../../field/hosts";
import { adoptVerdict, importVerdict } from "../../field/law";
import { ROOT } from "../../root";

const SHARED = join(ROOT, "../shared/corpus");

describe("A host whose files other people have written and edited in any way", function () {
  this.timeout(120_000); // generous: a busy machine is not a hang
  const hosts = hostsIn([join(ROOT, "test/field/samples"), join(SHARED, "field-cases")]);
  const texts = [...textsIn(join(ROOT, "test/unit/stacks/network-scripts/samples")), ...textsIn(join(SHARED, "ifcfg"))];

  for (const way of ["import", "adopt"] as const)
    it(`is taken over by ${way} with every line, route, rule and address, or refused`, () => {
      const random = randomNumbers(way === "import" ? 16 : 17);
      const seen = { refused: 0, "taken over": 0 };
      for (let run = 0; run < 600; run++) {
        const { observed, device, program } = drawnHost(hosts, texts, random);
        const { outcome, lost } =
          way === "import" ? importVerdict(observed, device) : adoptVerdict(observed, device, program);
        seen[outcome]++;
        const host = Object.entries(observed.files).map(([path, { content }]) => [path, content]);
        expect(lost, JSON.stringify([run, program, Object.fromEntries(host)], null, 1)).to.deep.equal([]);
      }
      expect(seen.refused).to.be.greaterThan(50);
      expect(seen["taken over"]).to.be.greaterThan(100);
    });
});

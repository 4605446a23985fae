import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Observed } from "../../../provider/model/observed";
import { oneOf, type Random, randomNumbers } from "../../bench/random";
import { type Folder, readFolder } from "../../field/folder";
import { importVerdict } from "../../field/law";
import { rootFile } from "../observedFixture";
import { corpus, present, ROOT } from "../proc/corpus";

const OWN = join(ROOT, "test", "field", "samples");

const NOISE = [
  "ZONE=public",
  'ETHTOOL_OPTS="-G $DEVICE rx 4096"',
  "NAME=A & B",
  "MTU=9000",
  "IPADDR2=198.51.100.77",
  "DEFROUTE=no",
  "BOOTPROTO=dhcp",
  "source ./more",
  "BRIDGE=br0",
  "default via 198.51.100.9 table 7",
  "10.1.0.0/16 via 198.51.100.9 src 198.51.100.20",
  "GATEWAY=198.51.100.1",
  "FOO=$(date)",
  "IPV6INIT=no",
  "HOTPLUG=no # comment",
  "VLAN=yes",
  "PEERDNS=no",
];

/** A line added, doubled, moved, misspelt, joined with the next, or gone. */
function mutated(text: string, random: Random): string {
  const lines = text.split("\n").slice(0, -1);
  const at = random(lines.length + 1);
  const line = lines[at] ?? "";
  const spot = random(line.length + 1);
  const changes = [
    () => lines.splice(at, 0, oneOf(NOISE, random)),
    () => lines.splice(at, 0, line),
    () => lines.splice(random(lines.length + 1), 0, ...lines.splice(at, 1)),
    () => lines.splice(at, 1, line.slice(0, spot) + oneOf([..."XY=&(\"'$ "], random) + line.slice(spot + 1)),
    () => lines.splice(at, 2, `${line} ${lines[at + 1] ?? ""}`),
    () => lines.splice(at, 1),
  ];
  oneOf(changes, random)();
  return lines.map((one) => `${one}\n`).join("");
}

function mutatedHost(observed: Observed, random: Random): Observed {
  const files = { ...observed.files };
  for (let left = 1 + random(3); left > 0; left--) {
    const path = oneOf(Object.keys(files), random);
    files[path] = rootFile(mutated(files[path]?.content ?? "", random));
  }
  return { ...observed, files };
}

describe("A host whose files were edited in any way", function () {
  this.timeout(120_000); // generous: a busy machine is not a hang
  it("is taken over with every line, or refused", () => {
    const folders = [OWN, ...(present("field-cases") ? [corpus("field-cases")] : [])];
    const hosts = folders
      .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
      .map((path) => readFolder(path))
      .filter((folder): folder is Folder & { observed: Observed } => folder.observed !== undefined);
    const random = randomNumbers(16);
    const seen = { refused: 0, "taken over": 0 };
    for (let run = 0; run < 400; run++) {
      const { observed, device } = oneOf(hosts, random);
      const host = mutatedHost(observed, random);
      const { outcome, lost } = importVerdict(host, device);
      seen[outcome]++;
      expect(
        lost,
        JSON.stringify(Object.fromEntries(Object.entries(host.files).map(([p, f]) => [p, f.content]))),
      ).to.deep.equal([]);
    }
    expect(seen.refused).to.be.greaterThan(20);
    expect(seen["taken over"]).to.be.greaterThan(100);
  });
});

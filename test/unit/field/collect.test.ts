import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { Anonymous } from "../../field/anonymous";
import { collect } from "../../field/collect";
import { readFolder } from "../../field/folder";
import { type Played, play } from "../../field/play";
import { ROOT } from "../../root";

const PLACES = [join(ROOT, "test/field/samples"), join(ROOT, "../shared/corpus/field-cases")];
const folders = PLACES.filter(existsSync).flatMap((place) =>
  readdirSync(place, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(place, name)),
);

/** What becomes of a host, without the words in which it is said. */
const outcome = ({ import: imported, update }: Played) => ({
  refused: imported?.error !== undefined,
  leftOut: imported?.leftOut?.length,
  changes: imported?.changes?.length,
  files: Object.keys(update?.files ?? {}),
  steps: update?.steps?.length,
});

describe("A folder that is collected from a host", () => {
  it("plays as the host does, although its addresses and names are others", async () => {
    for (const folder of folders) {
      const before = readFolder(folder);
      if (before.observed === undefined) continue;
      const place = mkdtempSync(join(tmpdir(), "linux-bond-collected-"));
      try {
        await collect(before.observed, before.device, join(place, "host"));
        const { program: _, proc: __, ...host } = before;
        expect(outcome(play(readFolder(join(place, "host")))), folder).to.deep.equal(outcome(play(host)));
      } finally {
        rmSync(place, { recursive: true });
      }
    }
  });

  it("has nothing of its owner's", () => {
    const others = new Anonymous();
    const text = `# ann's host, call 555
HOSTNAME=media1.ann.example.com
IPADDR=93.184.216.34
GATEWAY="93.184.217.1"
NETMASK=255.255.254.0
IPADDR1=10.1.2.3
IPV6ADDR=2a00:1450:4001:81b::200e/64
IPV6ADDR_SECONDARIES=2a00:1450:4001::21b:21ff:fe3a:1234/64
HWADDR=00:1B:21:3A:12:34
WPA_PSK="correct horse"
`;
    expect(others.text(text)).to.equal(`# comment
HOSTNAME=example.net
IPADDR=100.64.216.34
GATEWAY="100.64.217.1"
NETMASK=255.255.254.0
IPADDR1=10.1.2.3
IPV6ADDR=2001:db8:1:81b::200e/64
IPV6ADDR_SECONDARIES=2001:db8:1::5054:ff:fe00:0001/64
HWADDR=52:54:00:00:00:01
WPA_PSK="removed"
`);
    expect(others.text("search lan.ann.example.com\n93.184.216.1 00:1b:21:3a:12:34")).to.equal(
      "search example.net\n100.64.216.1 52:54:00:00:00:01",
    );
  });
});

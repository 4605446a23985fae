import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { asSvg, asText, WIDEST } from "../../../provider/cli/paint";
import { ASCII, BOXES, type Drawn, picture } from "../../../provider/cli/picture";
import { run } from "../../../provider/cli/run";
import type { BondState, MemberState } from "../../../provider/model/state";
import { MODES } from "../../../provider/options/modes";
import { ROOT, readText } from "../proc/corpus";

const member = (name: string, more: Partial<MemberState> = {}): MemberState => ({
  name,
  link: "up",
  speedMbps: 1000,
  linkFailureCount: 0,
  permanentMac: "",
  queueId: 0,
  ...more,
});

const lacp = { aggregatorId: 1, ports: 2, actorKey: 9, partnerKey: 9, partnerMac: "02:cd:00:00:00:02" };

const bond = (more: Partial<BondState> = {}): Drawn => ({
  device: "bond0",
  host: "media1",
  state: {
    mode: "balance-rr",
    options: {},
    up: true,
    carrier: true,
    mtu: 1500,
    addresses: ["10.0.0.5/24"],
    members: [member("em1"), member("em2")],
    warnings: [],
    unknown: [],
    ...more,
  },
});

const aggregated = (second: Partial<MemberState>, more: Partial<BondState> = {}) => {
  const members = [member("em1", { aggregatorId: 1 }), member("em2", { aggregatorId: 1, ...second })];
  return bond({ mode: "802.3ad", lacp, members, ...more });
};

const text = (drawn: Drawn) => asText(picture(drawn, BOXES), false);

describe("The picture of a bond", () => {
  it("shows LACP with its partner, what stands on the bond, and its addresses", () => {
    const drawn = { ...aggregated({}, { mtu: 9000 }), above: ["br0 (bridge)"] };
    expect(text(drawn)).to.equal(`media1: bond0, 802.3ad, up
br0 (bridge) stands on it
10.0.0.5/24
MTU 9000

bond0 ┳━━ em1  1 Gbit/s    carries
      ┃        aggregator 1, partner 02:cd:00:00:00:02
      ┗━━ em2  1 Gbit/s    carries
               aggregator 1, partner 02:cd:00:00:00:02
`);
  });

  it("shows a member that carries nothing otherwise than one that carries", () => {
    const half = "Member em2 is in the aggregator but carries nothing: the partner is not in sync.";
    for (const drawn of [
      aggregated({ aggregatorId: 2 }),
      aggregated({}, { warnings: [half] }),
      bond({ members: [member("em1"), member("em2", { link: "down" })] }),
    ]) {
      const [row = ""] = text(drawn).match(/.*em2.*/) ?? [];
      expect(row).to.match(/┗╌╌ em2 .* carries nothing$/);
      expect(asText(picture(drawn, BOXES), true)).to.contain("\x1b[31mcarries nothing\x1b[0m");
    }
  });

  it("shows who is active and who stands by, and who only sends", () => {
    expect(text(bond({ mode: "active-backup", activeMember: "em2" }))).to.match(/em1 .* stands by\n.*em2 .* active\n/);
    expect(text(bond({ mode: "balance-tlb", activeMember: "em2" }))).to.match(/em1 .* sends\n.*em2 .* carries\n/);
  });

  for (const mode of MODES)
    it(`fits into ${WIDEST} columns in ${mode}, with long names as well`, () => {
      const long = [member("enp130s0f0np0x1", { aggregatorId: 1 }), member("enp130s0f1np1x2", { aggregatorId: 1 })];
      const drawn = {
        ...bond({ mode, lacp, members: long, activeMember: "enp130s0f0np0x1" }),
        device: "bond-uplink-0-x",
      };
      for (const line of text(drawn).split("\n")) expect(line.length, line).to.be.at.most(WIDEST);
      for (const line of asText(picture(drawn, ASCII), false, 20).split("\n")) expect(line.length).to.be.at.most(20);
    });

  it("has a drawing for terminals without box characters, and nothing of a host acts on a terminal", () => {
    const drawn = bond({ addresses: ["\x1b[2J"] });
    expect(asText(picture(drawn, ASCII), false)).to.match(/^[\x20-\x7e\n]*$/);
  });

  it("is the same as SVG: every line in its frame, colours for light and dark, and markup of a host escaped", () => {
    const rows = picture({ ...aggregated({ link: "down" }), host: "<b>&" }, BOXES);
    const svg = asSvg(rows, "bond0 on <b>&");
    expect(svg).to.contain("&lt;b&gt;&amp;: bond0").and.to.contain("prefers-color-scheme: dark");
    const [, height = ""] = /viewBox="0 0 \d+ (\d+)"/.exec(svg) ?? [];
    const lines = [...svg.matchAll(/<text x="16" y="(\d+)"/g)].map(([, y]) => Number(y));
    expect(lines).to.have.length(rows.length);
    expect(Math.max(...lines)).to.be.below(Number(height) - 10);
  });
});

describe("status --file", () => {
  const sample = (name: string) => readText(ROOT, "test", "unit", "proc", "samples", `${name}.txt`);

  async function status(content: string, ...words: string[]) {
    let [out, err] = ["", ""];
    const io = { read: async () => content, out: (one: string) => (out += one), err: (one: string) => (err += one) };
    const code = await run(["status", "--file", "saved.txt", ...words], io);
    return { code, out, err };
  }

  it("draws a saved text, with the table below it, and ends with 1 when something is wrong", async () => {
    const { code, out } = await status(sample("d-lacp-split"));
    expect(out)
      .to.match(/^saved\.txt: bond, 802\.3ad, up\n/)
      .and.to.contain("MEMBER  LINK");
    expect(code).to.equal(1);
  });

  it("prints the table alone, or JSON", async () => {
    expect((await status(sample("c-rr"), "--table")).out).to.match(/^bond on saved\.txt: balance-rr/);
    expect(JSON.parse((await status(sample("c-rr"), "--json")).out)).to.include({ mode: "balance-rr" });
    expect(Object.keys(JSON.parse((await status(sample("two-bonds"), "--json")).out))).to.have.length(2);
  });

  it("writes the picture into a file, and says where it cannot", async () => {
    const folder = await mkdtemp(join(tmpdir(), "linux-bond-picture-"));
    try {
      await status(sample("c-ab-primary"), "--svg", join(folder, "bond.svg"));
      expect(await readFile(join(folder, "bond.svg"), "utf8")).to.match(/^<svg .*\n<title>bond on saved\.txt<\/title>/);
      const { code, err } = await status(sample("c-rr"), "--svg", join(folder, "none", "bond.svg"));
      expect(err).to.match(/^Unable to write .*: ENOENT.* Name another file with --svg\.\n$/);
      expect(code).to.equal(2);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("refuses a text that is none, and a host beside it", async () => {
    expect(await status("hello")).to.deep.include({ code: 2, out: "" });
    expect((await status(sample("c-rr"), "root@media1")).err).to.contain("--file needs no host");
  });
});

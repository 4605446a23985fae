import { expect } from "chai";
import { desired } from "../../../provider/check";
import type { Observed } from "../../../provider/model/observed";
import { ifcfgPath, routePath } from "../../../provider/stacks/network-scripts/paths";
import { prepare } from "../../../provider/verbs/prepare";
import { desiredBond, edited, observedFixture, rootFile } from "../observedFixture";

const OURS = /^# Written.*\n/;
const CONNECTION = { host: "media1" };
const PROGRAM = {
  mode: "active-backup",
  members: ["em1", "em2"],
  options: { miimon: 100 },
  addresses: ["10.0.0.5/24"],
};

/** A bond that another hand made: the same files without our line at their head. */
function foreignHost(): Observed {
  const observed = observedFixture(desiredBond());
  const texts = Object.entries(observed.files).map(([path, file]) => [path, rootFile(file.content.replace(OURS, ""))]);
  return { ...observed, files: Object.fromEntries(texts) };
}

const withLine = (path: string, line: string) => edited(foreignHost(), path, /$/, `${line}\n`);

function adopt(observed: Observed, over: Record<string, unknown> = {}) {
  return prepare({ ...PROGRAM, ...over, device: "bond0", connection: CONNECTION, adopt: true }, observed);
}

function update(observed: Observed, over: Record<string, unknown> = {}, before: Record<string, unknown> = {}) {
  const inputs = { ...PROGRAM, device: "bond0", connection: CONNECTION };
  return prepare({ ...inputs, ...over }, observed, desired({ ...inputs, ...before }));
}

describe("Taking over a file that another hand wrote", () => {
  it("goes on when the declaration says every line again", () => {
    expect(adopt(foreignHost()).reasons).to.deep.equal([]);
    expect(update(foreignHost()).reasons).to.deep.equal([]);
  });

  it("is refused for a line that cannot be read, with the line and the way out", () => {
    const observed = withLine(ifcfgPath("bond0"), "NAME=Uplink A & B");
    const [reason = "", ...more] = adopt(observed).reasons;
    expect(more).to.deep.equal([]);
    expect(reason)
      .to.match(/^Unable to adopt bond0 on media1: ifcfg-bond0, line \d+: `NAME=Uplink A & B`: /)
      .and.include("Change or remove the line on the host");
    expect(update(observed).reasons.join()).to.match(/^Unable to change bond0 on media1: ifcfg-bond0, line \d+/);
  });

  it("lets a declared key stand in the place of one whose value cannot be known", () => {
    const observed = withLine(ifcfgPath("em1"), 'ETHTOOL_OPTS="-G $NIC rx 4096"');
    expect(adopt(observed).reasons.join()).to.include("or declare ETHTOOL_OPTS under extraKeys");
    for (const value of ["-G em1 rx 4096", ""])
      expect(adopt(observed, { extraKeys: { members: { em1: { ETHTOOL_OPTS: value } } } }).reasons).to.deep.equal([]);
  });

  it("is refused for a key that the program does not speak of, kept when it declares it, and given up by name", () => {
    const observed = withLine(ifcfgPath("bond0"), "ZONE=public");
    expect(adopt(observed).reasons.join()).to.match(
      /its files have keys that the program does not declare: ifcfg-bond0, line \d+: `ZONE=public`\. Write them under extraKeys/,
    );
    const file = (value: string) =>
      adopt(observed, { extraKeys: { bond: { ZONE: value } } }).plan?.files.find(
        ({ path }) => path === ifcfgPath("bond0"),
      );
    expect(file("public")?.content).to.include("ZONE=public\n");
    expect(file("")?.content).to.not.include("ZONE");
  });

  it("takes a key for given up that the program had and has no more", () => {
    const observed = withLine(ifcfgPath("bond0"), "ZONE=public");
    expect(update(observed).reasons.join()).to.include("`ZONE=public`");
    expect(update(observed, {}, { extraKeys: { bond: { ZONE: "public" } } }).reasons).to.deep.equal([]);
  });

  it("treats items of BONDING_OPTS that are no options as keys", () => {
    const observed = edited(
      foreignHost(),
      ifcfgPath("bond0"),
      "miimon=100",
      "miimon=100 broadcast_arp=1 periodic_na=1",
    );
    expect(adopt(observed).reasons.join()).to.match(/`BONDING_OPTS=.*broadcast_arp=1/);
    const kept = adopt(observed, { extraKeys: { bond: { BONDING_OPTS: "broadcast_arp=1 periodic_na=1" } } });
    expect(kept.plan?.files.find(({ path }) => path === ifcfgPath("bond0"))?.content).to.include(
      'BONDING_OPTS="mode=active-backup miimon=100 broadcast_arp=1 periodic_na=1"',
    );
    const givenUp = adopt(observed, { extraKeys: { bond: { BONDING_OPTS: "" } } });
    expect(givenUp.plan?.files.find(({ path }) => path === ifcfgPath("bond0"))?.content).to.not.include("broadcast");
  });

  it("is refused when the program is silent about an MTU or a MAC address, whose absence means nothing", () => {
    for (const line of ["MTU=9000", "MACADDR=02:00:00:00:00:07"])
      expect(adopt(withLine(ifcfgPath("bond0"), line)).reasons.join()).to.include(
        `\`${line}\`: the program does not declare`,
      );
    expect(adopt(withLine(ifcfgPath("bond0"), "MTU=9000"), { mtu: 9000 }).reasons).to.deep.equal([]);
  });

  it("keeps in a route file what no declaration can say", () => {
    const text = "default via 10.0.0.254 dev bond0 table 100\n10.9.0.0/16 via 10.0.0.1\n";
    const observed = { ...foreignHost() };
    observed.files = { ...observed.files, [routePath("bond0")]: rootFile(text) };
    const route = ({ plan }: ReturnType<typeof adopt>) =>
      plan?.files.find(({ path }) => path === routePath("bond0"))?.content;
    expect(route(adopt(observed))).to.equal("default via 10.0.0.254 dev bond0 table 100\n");
    const routes = [{ to: "10.8.0.0/16", via: "10.0.0.2" }];
    expect(route(adopt(observed, { routes }))).to.equal(
      "default via 10.0.0.254 dev bond0 table 100\n10.8.0.0/16 via 10.0.0.2\n",
    );
  });

  it("does not take the bond out of a bridge", () => {
    expect(adopt(withLine(ifcfgPath("bond0"), "BRIDGE=br0")).reasons.join()).to.include(
      "it is a port of the bridge br0, and a port has no addresses of its own",
    );
  });

  it("takes an alias file away when the bond has its addresses, and keeps it for delete", () => {
    const path = `${ifcfgPath("bond0")}:1`;
    const observed = foreignHost();
    observed.files = { ...observed.files, [path]: rootFile("DEVICE=bond0:1\nIPADDR=10.0.0.6\nPREFIX=24\n") };
    expect(adopt(observed).reasons.join()).to.include(
      "the file gives bond0 10.0.0.6/24, which the program does not declare",
    );
    const { reasons, plan } = adopt(observed, { addresses: ["10.0.0.5/24", "10.0.0.6/24"] });
    expect(reasons).to.deep.equal([]);
    expect(plan?.files).to.deep.include({ path, content: null, mode: "644", keepOriginal: true });
  });
});

describe("A file that this package wrote", () => {
  it("is repaired whatever was changed in it by hand: its first line says so", () => {
    const observed = edited(
      observedFixture(desiredBond()),
      ifcfgPath("bond0"),
      /$/,
      "ZONE=public\nMTU=9000\nlogger hello\n",
    );
    expect(update(observed).reasons).to.deep.equal([]);
  });
});

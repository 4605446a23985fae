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

describe("The file of a device that is no declared member", () => {
  const path = ifcfgPath("em3");
  const MEMBER = "DEVICE=em3\nONBOOT=yes\nBOOTPROTO=none\nMASTER=bond0\nSLAVE=yes\n";
  const withFile = (text: string): Observed => {
    const observed = foreignHost();
    return { ...observed, files: { ...observed.files, [path]: rootFile(text) } };
  };

  it("is deleted when it says nothing else", () => {
    for (const { reasons, plan } of [adopt(withFile(MEMBER)), update(withFile(MEMBER))]) {
      expect(reasons).to.deep.equal([]);
      expect(plan?.files).to.deep.include({ path, content: null, mode: "644" });
    }
  });

  it("is quoted with what it says beside that, and nothing is touched", () => {
    const observed = withFile(`${MEMBER}UUID=5f0c\nETHTOOL_OPTS="-G em3 rx 4096"\nlogger hello & b\n`);
    for (const [verb, { reasons, plan }] of [
      ["adopt", adopt(observed)],
      ["change", update(observed)],
    ] as const) {
      expect(plan).to.equal(undefined);
      expect(reasons).to.have.length(1);
      expect(reasons[0])
        .to.match(new RegExp(`^Unable to ${verb} bond0 on media1: em3 is no declared member, its file makes it one`))
        .and.include('ifcfg-em3, line 6: `UUID=5f0c`; ifcfg-em3, line 7: `ETHTOOL_OPTS="-G em3 rx 4096"`')
        .and.include("ifcfg-em3, line 8: `logger hello & b`")
        .and.include("Declare em3 under members, or remove the file or these lines on the host.");
    }
  });

  it("is quoted too where the scripts do not take the device for a member", () => {
    const observed = withFile(`${MEMBER.replace("SLAVE=yes", "SLAVE=Yes")}ETHTOOL_OPTS="wol g"\n`);
    expect(adopt(observed).reasons.join()).to.include('ifcfg-em3, line 6: `ETHTOOL_OPTS="wol g"`');
  });

  it("is given up line by line by a program that had declared its keys", () => {
    const observed = withFile(`${MEMBER}ETHTOOL_OPTS="wol g"\n`);
    const before = { members: ["em1", "em2", "em3"], extraKeys: { members: { em3: { ETHTOOL_OPTS: "wol g" } } } };
    expect(update(observed, {}, before).reasons).to.deep.equal([]);
    expect(update(observed, {}, { members: ["em1", "em2", "em3"] }).reasons.join()).to.include("wol g");
  });
});

describe("A second file for the bond's device", () => {
  const path = ifcfgPath("uplink");
  const second = (edit: (text: string) => string): Observed => {
    const observed = foreignHost();
    const text = edit(observed.files[ifcfgPath("bond0")]?.content ?? "");
    return { ...observed, files: { ...observed.files, [path]: rootFile(text) } };
  };

  it("is deleted when the bond's own file says all of it", () => {
    const { reasons, plan } = update(second((text) => `# a copy\n${text}`));
    expect(reasons).to.deep.equal([]);
    expect(plan?.files).to.deep.include({ path, content: null, mode: "644" });
  });

  it("is quoted with what it alone says", () => {
    const observed = second((text) => `${text.replace("10.0.0.5", "10.0.0.6")}ZONE=public\n`);
    const said = update(observed).reasons.join("\n");
    expect(said).to.match(
      /ifcfg-uplink, line \d+: `IPADDR=10\.0\.0\.6`: ifcfg-bond0, which is the bond's file, does not say so/,
    );
    expect(said).to.match(/ifcfg-uplink, line \d+: `ZONE=public`: /);
  });

  it("is deleted whatever it says when this package has written it", () => {
    const ours = observedFixture(desiredBond()).files[ifcfgPath("bond0")]?.content ?? "";
    expect(update(second(() => `${ours}ZONE=public\n`)).reasons).to.deep.equal([]);
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

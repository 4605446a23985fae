import { readdirSync } from "node:fs";
import { join } from "node:path";
import { serialize } from "node:v8";
import { expect } from "chai";
import fc from "fast-check";
import { parseProc } from "../../../provider/proc/parse";
import { fuzzed } from "../../bench/fuzz";
import { ROOT, readText } from "./corpus";

const SAMPLES = join(ROOT, "test", "unit", "proc", "samples");
const sample = (name: string) => readText(SAMPLES, `${name}.txt`);
const only = (name: string) => {
  const [bond] = parseProc(sample(name)).bonds;
  if (bond === undefined) throw new Error(`${name} was not understood`);
  return bond;
};

describe("The text of /proc/net/bonding/bond0", function () {
  this.timeout(60_000); // generous: a busy machine is not a hang
  it("gives options by the names of the API, also those that stand behind another value", () => {
    const { options, activeMember, members } = only("c-ab-primary");
    expect(options).to.deep.include({ miimon: 100, updelay: 200, downdelay: 400, primary: "em1" });
    expect(options).to.deep.include({ primaryReselect: "failure", failOverMac: "follow" });
    expect(activeMember).to.equal("em2");
    expect(members[0]).to.deep.equal({
      name: "em1",
      link: "going back",
      linkFailureCount: 2,
      permanentMac: "02:ab:00:00:00:07",
      queueId: 0,
    });
  });

  it("lists targets of ARP monitoring, also when there is none", () => {
    expect(only("f-arp").options).to.deep.include({ arpInterval: 500, arpMissedMax: 3, arpIpTarget: ["198.51.100.1"] });
    expect(only("f-arp").options.nsIp6Target).to.deep.equal(["2001:db8::1", "2001:db8::2"]);
    expect(only("c-arp-no-target").options.arpIpTarget).to.deep.equal([]);
  });

  it("tells the aggregator of the bond from those of its members", () => {
    const { lacp, members, warnings } = only("d-lacp-split");
    expect(lacp).to.deep.equal({
      aggregatorId: 3,
      ports: 1,
      actorKey: 15,
      partnerKey: 1,
      partnerMac: "00:00:00:00:00:00",
    });
    expect(members.map((member) => member.aggregatorId)).to.deep.equal([3, 4]);
    expect(warnings).to.deep.equal([
      "No LACP partner answers (its MAC is 00:00:00:00:00:00): look at the switch's side.",
      "Member em2 is in aggregator 4, not in the active one (3): it carries nothing.",
    ]);
  });

  it("says that a user without privilege sees no LACP partner", () => {
    const { lacp, warnings } = only("f-lacp-user");
    expect(lacp).to.equal(undefined);
    expect(warnings).to.deep.equal([
      "The LACP partner could not be read: the kernel shows it to root only.",
      "Members are in different aggregators (enp1s0f0np0 1, enp1s0f1np1 2): only one of them carries traffic.",
    ]);
  });

  it("keeps lines that nobody understands", () => {
    expect(only("paste-remarks").unknown).to.deep.equal(["# the second cable", "<-- rack 4"]);
  });

  it("reads the same with blanks, carriage returns and a terminal's colours in it", () => {
    const plain = parseProc(sample("c-rr"));
    expect(parseProc(sample("paste-indented-crlf"))).to.deep.equal(plain);
    const [pasted] = parseProc(sample("paste-terminal")).bonds;
    expect({ ...pasted, unknown: [] }).to.deep.equal(plain.bonds[0]);
  });

  it("is known as cut off wherever it ends, unless a whole member or a whole number is all that shows", () => {
    const whole = readdirSync(SAMPLES).filter((file) => /^[a-f]-.*txt$/.test(file));
    for (const file of whole) {
      const text = readText(SAMPLES, file).trimEnd();
      for (let end = 1; end < text.length; end++) {
        const rest = text.slice(end);
        const unseen = /^(\s*(Slave Interface: |Ethernet )|\d+$|\n+$)/.test(rest);
        if (!unseen) expect(parseProc(text.slice(0, end)).complete, `${file}: ${text.slice(0, end)}`).to.equal(false);
      }
    }
    expect(whole.length).to.be.greaterThan(12);
  });

  it("says which member is missing where the bond's own lines tell", () => {
    const cutBefore = (name: string, words: string) => parseProc(sample(name).split(words)[0] ?? "").problem;
    expect(cutBefore("c-ab-primary", "\nSlave Interface: em2")).to.equal("the block of em2 is missing");
    expect(cutBefore("d-lacp-root", "\nSlave Interface: em2")).to.equal(
      "the active aggregator has 2 ports, and the blocks that follow are 1",
    );
    expect(cutBefore("c-rr", "\nSlave Interface: em1")).to.equal(
      "the bond has a carrier and no member's block follows",
    );
  });

  it("never stops a reader, whatever it is", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        (text) => parseProc(text).bonds.length === 0 || text.includes("Bonding Mode"),
      ),
    );
    for (const word of ["constructor", "__proto__", "toString:", "Slave Interface: ", "details actor lacp pdu:"])
      expect(parseProc(word).complete).to.equal(false);
  });

  it("may be of any length", () => {
    const mode = "Bonding Mode: load balancing (xor)\n";
    for (const piece of [mode, "Slave Interface: a\n", " ", "\u001b[", "x: y\n", "Active Aggregator Info:\n"]) {
      const text = mode + piece.repeat(20_000);
      const read = parseProc(text);
      expect(read.bonds.length, piece).to.be.greaterThan(0);
      expect(serialize(read).length / text.length, `memory for ${piece}`).to.be.lessThan(25);
    }
  });

  it("survives 10000 mutations of the samples", () => {
    const { runs, crashes, understood } = fuzzed("proc", 10000, 1);
    expect(crashes).to.deep.equal([]);
    expect(runs).to.equal(10000);
    expect(understood).to.be.greaterThan(2500);
  });
});

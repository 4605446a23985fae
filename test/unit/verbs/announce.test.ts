import { expect } from "chai";
import { applyOptions, check, desired, UNKNOWN } from "../../../provider/check";
import type { ObservedBond } from "../../../provider/model/observed";
import { announce, announceNew, sayDoubts, sayForeseen, sayPlan } from "../../../provider/verbs/announce";
import { observedFixture } from "../observedFixture";
import { lacpText, type Port } from "../proc/lacpText";

const bond = (more: Record<string, unknown> = {}) =>
  check({
    device: "bond0",
    connection: { host: "media1" },
    mode: "balance-rr",
    members: ["em1", "em2"],
    addresses: ["192.168.1.10/24"],
    ...more,
  }).inputs;

/** What is printed meanwhile. */
function printed(work: () => void): string[] {
  const { log } = console;
  const lines: string[] = [];
  console.log = (line: string) => lines.push(line);
  try {
    work();
  } finally {
    console.log = log;
  }
  return lines;
}

describe("The line that a preview prints", () => {
  const subject = { device: "bond0", host: "media1" };
  const recorded = { ...bond(), sshDevice: "bond0" };

  it("names the change, its price and whether SSH runs over it", () => {
    expect(printed(() => announce(recorded, bond({ mode: "802.3ad" })))).to.deep.equal([
      "bond0 on media1: mode balance-rr -> 802.3ad: members are released, about 2 s without link, your SSH session runs over it; the switch needs the ports in one LACP group (802.3ad, dynamic LAG)",
    ]);
  });

  it("does not speak of SSH when only a file changes, and says nothing when the way to the host does", () => {
    expect(printed(() => announce(recorded, bond({ onBoot: false })))).to.deep.equal([
      "bond0 on media1: onBoot: only files change",
    ]);
    expect(printed(() => announce(recorded, bond({ connection: { host: "media1", port: 2222 } })))).to.deep.equal([]);
  });

  it("says that members are released when the program asks for a restart of the network", () => {
    const [line] = printed(() => announce(recorded, bond({ mtu: 1400, apply: { activation: "restart" } })));
    expect(line).to.contain("bond0 on media1: mtu: members are released, about 2 s without link");
  });

  it("tells of a new bond what it is made of and its price, and of one to be adopted that it may be there", () => {
    const SWITCH = "; the switch needs the ports in one static LAG (EtherChannel, trunk), without LACP";
    const NEW = "new, balance-rr over em1 and em2: members are released, about 2 s without link";
    expect(printed(() => announceNew(bond()))).to.deep.equal([`bond0 on media1: ${NEW}${SWITCH}`]);
    expect(printed(() => announceNew(bond({ adopt: true })))).to.deep.equal([
      `bond0 on media1: taken over as it is where the host has it, otherwise ${NEW}${SWITCH}`,
    ]);
    expect(printed(() => announceNew(bond({ mode: UNKNOWN })))).to.deep.equal([]);
    printed(() => announceNew(bond()));
    expect(printed(() => sayPlan(subject, NEW))).to.deep.equal([]);
    printed(() => announceNew(bond()));
    const moves = "new, balance-rr over em1 and em2: the path SSH uses moves";
    expect(printed(() => sayPlan(subject, moves))).to.deep.equal([`bond0 on media1: now: ${moves}`]);
  });

  it("is not repeated by a preview that asks the host, unless the host needs more", () => {
    const foreseen = (text: string, steps: number) => printed(() => sayForeseen(subject, text, steps))[0];
    const LIVE = "miimon 100 -> 50: changed while traffic flows";
    expect(foreseen(LIVE, 2)).to.equal(`bond0 on media1: asked the host: ${LIVE}; 2 steps`);
    printed(() => announce(recorded, bond({ options: { miimon: 50 } })));
    expect(foreseen(LIVE, 1)).to.equal("bond0 on media1: asked the host: as announced; 1 step");
    expect(foreseen("mode: members are released", 9)).to.equal(
      "bond0 on media1: now: mode: members are released; 9 steps",
    );
    expect(foreseen("nothing to do", 0)).to.equal("bond0 on media1: asked the host: nothing to do there");
    printed(() => sayPlan(subject, LIVE));
  });

  it("is not repeated by the up that carries it out, unless the host needs more than was announced", () => {
    const plan = (text: string) => printed(() => sayPlan(subject, text));
    printed(() => announce(recorded, bond({ options: { miimon: 50 } })));
    expect(plan("miimon 100 -> 50: changed while traffic flows")).to.deep.equal([]);
    printed(() => announce(recorded, bond({ options: { miimon: 50 } })));
    expect(plan("mode balance-xor -> balance-rr: members are released")).to.have.length(1);
    expect(plan("miimon 100 -> 50: changed while traffic flows"), "nothing was announced").to.have.length(1);
  });
});

describe("The lines that an up prints of a bond whose program does without a LACP partner", () => {
  const args = bond({ mode: "802.3ad", apply: { requirePartner: false } });
  const wanted = desired(args);
  const well: Port = { name: "em1", carrier: true, aggregator: 1, states: [63, 61] };
  const after = (second: Partial<Port>) => {
    const observed = observedFixture(wanted);
    const proc = lacpText([well, { ...well, ...second, name: "em2" }]);
    return { ...observed, bonds: { bond0: { ...(observed.bonds.bond0 as ObservedBond), proc } } };
  };
  const lines = (second: Partial<Port>, apply = applyOptions(args)) =>
    printed(() => sayDoubts({ device: "bond0", host: "media1" }, wanted, apply, after(second)));

  it("name what LACP lets nothing through, and why", () => {
    expect(lines({ states: [7, 69] })).to.deep.equal([
      "bond0 on media1: changed, with a warning (requirePartner is false): Member em2 is in the active aggregator but carries nothing: the partner is not in sync.",
    ]);
  });

  it("are none when nothing is wrong, nor when the host itself has insisted on a partner", () => {
    expect(lines({})).to.deep.equal([]);
    expect(lines({ states: [7, 69] }, { ...applyOptions(args), requirePartner: true })).to.deep.equal([]);
  });
});

import { isDeepStrictEqual } from "node:util";
import { expect } from "chai";
import { resetPools } from "../../provider/ssh";
import { byHand, Direct, truth } from "./direct";
import { ROUNDS } from "./drifts";
import { Lab } from "./lab";

/** The other end of the bond's network; the session itself runs over em1, so that everything of the bond may break. */
const OTHER_END = "ip address add 10.50.0.1/24 dev sw0";

describe("Drift on a real kernel", function () {
  this.timeout(900_000);
  const direct = new Direct();
  let lab: Lab;
  const withConnection = (program: Record<string, unknown>) => ({ connection: lab.connection(), ...program });

  before(async () => {
    lab = await Lab.up();
    await lab.reset();
    await lab.switch(OTHER_END);
  });
  after(resetPools);

  for (const [number, { program, drifts }] of ROUNDS.entries()) {
    const changed = !isDeepStrictEqual(ROUNDS[number - 1]?.program, program);
    const names = drifts.map(({ name }) => name).join("; ");
    it(`is named and repaired: ${names}`, async () => {
      if (changed) await direct.up(withConnection(program));
      const before = await truth(lab);
      const expected = { files: new Set<string>(), kernel: new Set<string>() };
      for (const { name, hand, files = [], kernel = [] } of drifts) {
        await byHand(lab, hand);
        for (const text of files) expected.files.add(text);
        for (const text of kernel) expected.kernel.add(text);
        const found = await direct.refresh();
        expect(found.files, name).to.have.members([...expected.files]);
        expect(found.kernel, name).to.have.members([...expected.kernel]);
      }
      expect(await direct.up(withConnection(program))).to.equal("update");
      expect(await direct.refresh()).to.deep.equal({ files: [], kernel: [] });
      expect(await direct.up(withConnection(program))).to.equal("same");
      expect(await truth(lab)).to.deep.equal(before);
    });
  }

  it("is no drift when the bond and all its files are gone: the bond leaves the state and is made again", async () => {
    const program = ROUNDS.at(-1)?.program ?? {};
    await byHand(
      lab,
      "echo -bond0 > /sys/class/net/bonding_masters; cd /etc/sysconfig/network-scripts; rm ifcfg-bond0 ifcfg-em2 ifcfg-em3",
    );
    await direct.refresh();
    expect(direct.exists).to.equal(false);
    expect(await direct.up(withConnection(program))).to.equal("create");
    expect(await direct.refresh()).to.deep.equal({ files: [], kernel: [] });
  });

  it("is not what the links do: a cut cable is a warning", async () => {
    await lab.cutLink("em3");
    const found = await direct.refresh();
    await lab.restoreLink("em3");
    expect(found).to.deep.equal({ files: [], kernel: [] });
    expect((direct.outputs.state as { warnings: string[] }).warnings).to.include("Member em3 has no carrier.");
  });
});

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
  after(async () => {
    await resetPools();
    await lab.reset();
  });

  for (const [number, { program, drifts }] of ROUNDS.entries()) {
    const changed = !isDeepStrictEqual(ROUNDS[number - 1]?.program, program);
    const names = drifts.map(({ name }) => name).join("; ");
    it(`is named and repaired: ${names}`, async () => {
      if (changed) await direct.up(withConnection(program));
      const before = await truth(lab);
      await byHand(lab, drifts.map(({ hand }) => hand).join("\n"));
      const found = await direct.refresh();
      expect(found.files).to.have.members(drifts.flatMap(({ files = [] }) => files));
      expect(found.kernel).to.have.members(drifts.flatMap(({ kernel = [] }) => kernel));
      expect(await direct.up(withConnection(program))).to.equal("update");
      expect(await direct.refresh()).to.deep.equal({ files: [], kernel: [] });
      expect(await direct.up(withConnection(program))).to.equal("same");
      expect(await truth(lab)).to.deep.equal(before);
    });
  }
});

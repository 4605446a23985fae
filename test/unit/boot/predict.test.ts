import { expect } from "chai";
import fc from "fast-check";
import { lostWayIn } from "../../../provider/boot";
import { predictBoot } from "../../../provider/stacks/network-scripts/boot/predict";
import { boot } from "../../model/scripts";
import { drawn, playedOn } from "./hosts";
import { wayOf } from "./truth";

const RUNS = 500;

const OWN = { device: "bond0", members: ["em1", "em2"], stays: true };

describe("What the next boot brings", () => {
  it("is predicted from the files as the scripts then do it: SSH gets in, or it does not", function () {
    this.timeout(60_000);
    let [open, shut] = [0, 0];
    fc.assert(
      fc.property(drawn, (odd) => {
        const { observed, later } = playedOn(odd);
        const { client = "", address = "" } = observed.ssh ?? {};
        const files = Object.fromEntries(later.files);
        const lost = lostWayIn(predictBoot(files, observed), observed, OWN);
        const way = wayOf(boot(later), address, client);
        // Another device than SSH comes in over, and not the bond's: the client may not be there.
        const asNow = way !== undefined && [odd.over, "bond0"].includes(way);
        expect(lost === undefined, `${JSON.stringify(odd)} ${lost?.cause.why} ${way}`).to.equal(asNow);
        if (asNow) open += 1;
        else shut += 1;
      }),
      { numRuns: RUNS },
    );
    expect(open).to.be.greaterThan(RUNS / 10);
    expect(shut).to.be.greaterThan(RUNS / 10);
  });
});

import { expect } from "chai";
import fc from "fast-check";
import { parseBondingOpts } from "../../../../provider/formats/ifcfg/bondingOpts";
import { safeTargetOrder, targetsSet } from "../../../../provider/formats/ifcfg/targets";

/** A list in every order. */
const orders = (list: readonly string[]): string[][] =>
  list.length === 0
    ? [[]]
    : list.flatMap((first, at) => orders(list.filter((_, index) => index !== at)).map((rest) => [first, ...rest]));

describe("Targets of ARP monitoring", function () {
  this.timeout(60_000); // generous: a busy machine is not a hang
  it("are lost by the scripts behind an address that contains them", () => {
    expect(targetsSet(["10.0.0.10", "10.0.0.1", "10.0.0.2"])).to.deep.equal(["10.0.0.10", "10.0.0.2"]);
    expect(parseBondingOpts("mode=1 arp_ip_target=10.0.0.10,10.0.0.1").options).to.deep.equal({
      arpIpTarget: ["10.0.0.10"],
    });
  });

  it("are all set in the safe order, which depends on nothing but the targets", () => {
    const part = fc.constantFrom(1, 10, 11, 100, 101, 110, 111, 0);
    const target = fc.tuple(part, part, part, part).map((parts) => parts.join("."));
    fc.assert(
      fc.property(fc.uniqueArray(target, { maxLength: 16 }), (targets) => {
        const order = safeTargetOrder(targets);
        fc.pre(order !== undefined);
        expect(targetsSet(order)).to.deep.equal(order);
        expect([...order].sort()).to.deep.equal([...targets].sort());
        expect(safeTargetOrder([...targets].reverse())).to.deep.equal(order);
      }),
      { numRuns: 300 },
    );
  });

  it("have an order wherever there is one at all", () => {
    const part = fc.constantFrom(1, 11, 111);
    const target = fc.tuple(part, part, part, part).map((parts) => parts.join("."));
    fc.assert(
      fc.property(fc.uniqueArray(target, { minLength: 2, maxLength: 5 }), (targets) => {
        const some = orders(targets).some((order) => targetsSet(order).length === order.length);
        expect(safeTargetOrder(targets) !== undefined, targets.join(" ")).to.equal(some);
      }),
      { numRuns: 2000 },
    );
    expect(safeTargetOrder(["1.11.1.1", "1.1.1.11", "11.1.11.1"])).to.deep.equal(["1.11.1.1", "1.1.1.11", "11.1.11.1"]);
    expect(safeTargetOrder(["111.1.111.1", "1.111.1.111", "1.1.1.111"])).to.equal(undefined);
  });

  it("have no safe order when one is there twice", () => {
    expect(safeTargetOrder(["10.0.0.1", "10.0.0.1"])).to.equal(undefined);
  });
});

describe("BONDING_OPTS as the scripts read it", () => {
  it("turns numbers into words and keeps what it does not know", () => {
    expect(
      parseBondingOpts("mode=4\tlacp_rate=1  xmit_hash_policy=1 miimon=100 miimon=50 max_bonds=1 mode ad_select=many"),
    ).to.deep.equal({
      mode: "802.3ad",
      options: { lacpRate: "fast", xmitHashPolicy: "layer3+4", miimon: 50 },
      unknown: ["max_bonds=1", "mode", "ad_select=many"],
    });
  });

  it("takes commas between options for one value", () => {
    expect(parseBondingOpts("mode=1,miimon=100")).to.deep.equal({ options: {}, unknown: ["mode=1,miimon=100"] });
  });
});

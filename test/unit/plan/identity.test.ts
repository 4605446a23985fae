import { expect } from "chai";
import type { Desired } from "../../../provider/model/desired";
import { driftOf } from "../../../provider/verbs/compared";
import { observe } from "../../model/observe";
import { run } from "../../model/ops";
import { planOn } from "./accepted";
import { guide, guideHost } from "./fixture";

const plain = guide({ mode: "802.3ad", options: { miimon: 100 } });
const named: Desired = { ...plain, options: { miimon: 100, adActorSystem: "02:00:00:00:00:01" } };

describe("An LACP identity that leaves the program", () => {
  const taken = (release?: string) => {
    const host = guideHost(release);
    run(host, planOn(host, named));
    run(host, planOn(host, plain, named));
    return host;
  };
  const system = (host: ReturnType<typeof taken>) => host.kernel.bond("bond0").files().ad_actor_system;

  it("leaves zero, which stands for the bond's own address", () => {
    expect(system(taken())).to.equal("00:00:00:00:00:00");
  });

  it("leaves the bond's own address on a kernel that refuses zero, and that is no drift", () => {
    const host = taken("3.10.0-1160.el7.x86_64");
    expect(system(host)).to.equal(host.kernel.device("bond0").mac);
    expect(planOn(host, plain, plain)).to.deep.include({ steps: [], files: [] });
    expect(driftOf(plain, observe(host)).kernel).to.deep.equal([]);
  });

  it("is drift once the bond wears another address, and follows it then", () => {
    const host = taken("3.10.0-1160.el7.x86_64");
    host.kernel.setMac("bond0", "02:00:00:00:00:99");
    host.kernel.setMac("bond0", "52:54:00:00:00:02");
    expect(driftOf(plain, observe(host)).kernel.join()).to.include("adActorSystem is 52:54:00:00:00:01");
    const refreshed = { ...plain, options: { ...plain.options, adActorSystem: "52:54:00:00:00:01" } };
    run(host, planOn(host, plain, refreshed));
    expect(system(host)).to.equal(host.kernel.device("bond0").mac);
  });

  it("does not stand in the way of another mode and back, whatever the kernel remembers", () => {
    const host = guideHost("3.10.0-1160.el7.x86_64");
    const other = guide({ mode: "balance-xor", options: { miimon: 100 } });
    for (const [wanted, previous] of [[named], [other, named], [plain, other]] as const)
      run(host, planOn(host, wanted, previous));
    expect(system(host)).to.equal(host.kernel.device("bond0").mac);
    expect(planOn(host, plain, plain)).to.deep.include({ steps: [], files: [] });
  });
});

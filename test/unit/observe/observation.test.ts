import { expect } from "chai";
import { decodeObserved } from "../../../provider/observe/decode";
import { observation } from "../../ssh/observation";
import { desiredBond, observedFixture, rootFile } from "../observedFixture";

describe("A played host's answer", () => {
  it("is understood as the host that it plays", () => {
    const path = "/etc/sysconfig/network-scripts/ifcfg-em1";
    const host = observedFixture(desiredBond({ gateway: "10.0.0.1" }), {
      originals: { bond0: { [path]: rootFile("DEVICE=em1\n"), "/etc/sysconfig/network-scripts/ifcfg-bond0": null } },
      ssh: { client: "10.0.0.9", address: "10.0.0.5", device: "bond0" },
      digest: "0123456789abcdef",
    });
    expect(host.links.bond0?.addresses).to.deep.equal(["10.0.0.5/24"]);
    expect(decodeObserved(observation(host))).to.deep.equal(host);
  });
});

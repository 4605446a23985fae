import { expect } from "chai";
import type { HostFile } from "../../../provider/model/observed";
import { ifcfgPath } from "../../../provider/stacks/network-scripts/paths";
import { adoptionOf, driftOf, isGone } from "../../../provider/verbs/compared";
import { desiredBond, edited, observedFixture } from "../observedFixture";

describe("Adoption", () => {
  it("of a bond that equals the declaration has no differences", () => {
    const desired = desiredBond();
    expect(adoptionOf(desired, observedFixture(desired))).to.deep.equal({
      differences: [],
      keep: {},
    });
  });

  it("keeps options that the program does not mention, and they are no drift afterwards", () => {
    const there = desiredBond({ options: { miimon: 100, resendIgmp: 7, updelay: 200 } });
    const desired = desiredBond({ options: { miimon: 100 } });
    const observed = observedFixture(there);
    const { keep, differences } = adoptionOf(desired, observed);
    expect(keep).to.deep.equal({ updelay: 200, resendIgmp: 7 });
    expect(differences).to.deep.equal([]);
    expect(driftOf(desired, observed, keep)).to.deep.equal({ files: [], kernel: [], inputs: {} });
    expect(driftOf(desired, observed).kernel).to.have.length(2);
  });

  it("gives up what a declared option excludes", () => {
    const arp = { miimon: 0, arpInterval: 1000, arpIpTarget: ["10.0.0.1"], arpValidate: "all" };
    const { keep, differences } = adoptionOf(desiredBond(), observedFixture(desiredBond({ options: arp })));
    expect(keep).to.deep.equal({});
    expect(differences).to.include("kernel: bond0: miimon is 0, declared 100");
    expect(differences).to.include("kernel: bond0: arpInterval is 1000, declared 0");
  });

  it("gives up options that do not act in the declared mode", () => {
    const there = desiredBond({
      mode: "802.3ad",
      options: { miimon: 100, lacpRate: "fast", xmitHashPolicy: "layer3+4" },
    });
    const { keep } = adoptionOf(desiredBond({ mode: "balance-xor" }), observedFixture(there));
    expect(keep).to.deep.equal({ xmitHashPolicy: "layer3+4" });
  });

  it("shows no value of an extra key, which may be a secret", () => {
    const keys = (bond: Record<string, string>) => ({ extraKeys: { bond, members: {} } });
    const observed = observedFixture(desiredBond(keys({ ZONE: "s3cret of the host", WPA_PSK: "hunter2" })));
    const declared = desiredBond(keys({ ZONE: "s3cret of the program", OTHER: "s3cret of the program" }));
    expect(adoptionOf(declared, observed).differences).to.deep.equal([
      "ifcfg-bond0: ZONE has another value than declared",
      "ifcfg-bond0: OTHER has no value, declared one",
      "ifcfg-bond0: WPA_PSK has a value, declared none",
    ]);
  });

  it("knows a member whose file names the bond by its UUID, as NetworkManager does, and says that the scripts do not", () => {
    const uuid = "0c1e0b2e-3f0a-4a0b-8d1c-5d1f2a6b7c8d";
    const desired = desiredBond({ extraKeys: { bond: { UUID: uuid }, members: {} } });
    const observed = edited(observedFixture(desired), ifcfgPath("em1"), /MASTER=.*/, `MASTER=${uuid}\nZONE=public`);
    expect(adoptionOf(desired, observed).differences)
      .to.include("ifcfg-em1: ZONE has a value, declared none")
      .and.include('ifcfg-em1: "ifup bond0" does not find it, because its MASTER line names the bond by its UUID.');
  });

  it("names typographic quotes in the bond's files, which make another value of what they enclose", () => {
    const desired = desiredBond();
    const observed = edited(observedFixture(desired), ifcfgPath("bond0"), /ONBOOT=.*/, "ONBOOT=“yes”");
    expect(adoptionOf(desired, observed).differences).to.satisfy((all: string[]) =>
      all.some((one) => /^ifcfg-bond0, line \d+: the value of ONBOOT begins with “, a typographic quote/.test(one)),
    );
  });

  it("of a bond without files differs in every file that is missing", () => {
    const desired = desiredBond();
    const { differences } = adoptionOf(desired, { ...observedFixture(desired), files: {} });
    expect(differences).to.deep.equal(
      ["ifcfg-bond0", "ifcfg-em1", "ifcfg-em2", "network"].map((name) => `${name}: file is absent, declared present`),
    );
  });
});

describe("A bond", () => {
  const desired = desiredBond();
  const observed = observedFixture(desired);
  const { bond0: _, ...links } = observed.links;
  const noDevice = { ...observed, bonds: {}, links };

  it("is gone when neither the device nor any file of it is left", () => {
    expect(isGone({ ...noDevice, files: {} }, "bond0")).to.equal(true);
  });

  it("is not gone while its file, a member's file or the device is there", () => {
    const only = (path: string) => ({ ...noDevice, files: { [path]: observed.files[path] as HostFile } });
    expect(isGone(only(ifcfgPath("bond0")), "bond0")).to.equal(false);
    expect(isGone(only(ifcfgPath("em1")), "bond0")).to.equal(false);
    expect(isGone({ ...observed, files: {} }, "bond0")).to.equal(false);
    expect(isGone({ ...noDevice, files: {}, unreadFiles: [ifcfgPath("bond0")] }, "bond0")).to.equal(false);
  });

  it("is gone when a former member's file names another bond", () => {
    const em1 = edited(observed, ifcfgPath("em1"), "MASTER=bond0", "MASTER=bond1").files[ifcfgPath("em1")] as HostFile;
    expect(isGone({ ...noDevice, files: { [ifcfgPath("em1")]: em1 } }, "bond0")).to.equal(true);
  });
});

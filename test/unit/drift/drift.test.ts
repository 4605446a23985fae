import { expect } from "chai";
import fc from "fast-check";
import { editResolver } from "../../../provider/formats/resolvConf";
import type { Desired } from "../../../provider/model/desired";
import type { Observed } from "../../../provider/model/observed";
import { fileChanges } from "../../../provider/stacks/network-scripts/files";
import { ifcfgPath } from "../../../provider/stacks/network-scripts/paths";
import { renderFiles } from "../../../provider/stacks/network-scripts/render";
import { driftOf } from "../../../provider/verbs/compared";
import { type Allowed, conflicts, planChange } from "../../model/plans";
import { desiredBond, edited, observedFixture, plainLink } from "../observedFixture";
import { declarations } from "../stacks/network-scripts/declarations";
import { ROWS } from "./rows";
import { withFile } from "./rows/row";

const PERMISSION: Allowed = {
  host: "media1",
  adopt: false,
  allowManagementMove: false,
  activation: "least",
  differences: [],
};

const NONE = { files: [], kernel: [], inputs: {} };

/** The plan of an update that follows a refresh: what was recorded then is the former program. */
function repair(desired: Desired, observed: Observed, inputs: Partial<Record<string, unknown>>) {
  const previous = JSON.parse(JSON.stringify({ ...desired, ...inputs })) as Desired;
  const resolver = observed.files["/etc/resolv.conf"]?.content ?? "";
  const rendered = {
    ...renderFiles(desired, observed.files),
    "/etc/resolv.conf": editResolver(resolver, previous, desired),
  };
  return planChange(desired, observed, {
    activation: "least",
    files: fileChanges(desired, observed, rendered, true),
    previous,
  });
}

describe("Drift", function () {
  this.timeout(60_000); // the property test shares the machine with others
  it("is nothing on a host that is as declared, and an update has nothing to do there", () => {
    const desired = desiredBond({
      gateway: "10.0.0.1",
      dns: ["10.0.0.53"],
      mtu: 9000,
      options: { miimon: 100, primary: "em1" },
    });
    const observed = observedFixture(desired);
    expect(driftOf(desired, observed)).to.deep.equal(NONE);
    expect(repair(desired, observed, {}).steps).to.deep.equal([]);
  });

  for (const row of ROWS) {
    it(`names ${row.name}, and the next update repairs it`, () => {
      const desired = desiredBond(row.desired);
      const observed = row.change(observedFixture(desired));
      const found = driftOf(desired, observed);
      expect(found.files).to.deep.equal(row.files ?? []);
      expect(found.kernel).to.deep.equal(row.kernel ?? []);
      expect(found.inputs).to.deep.equal(row.inputs ?? {});
      const steps = repair(desired, observed, found.inputs).steps;
      expect(steps.length, "steps of the next update").to.be.greaterThan(0);
      const quiet = steps.every(({ disruption }) => disruption === "files");
      expect(quiet, "only files change").to.equal(
        found.kernel.length === 0 && !("dhcp" in found.inputs && observed.dhcp.length > 0),
      );
    });
  }

  it("names a file of another interface that claims a device of the bond; the next update leaves it and says who has to act", () => {
    const claimed = {
      NAME: ["DEVICE=em9\nNAME=bond0\n", "bond0", "also claims bond0"],
      HWADDR: ["HWADDR=52:54:00:00:00:02\nBOOTPROTO=dhcp\n", "em2", "claims the MAC address of em2 (HWADDR)"],
    };
    for (const [key, [text = "", device, why]] of Object.entries(claimed)) {
      const desired = desiredBond();
      const seen = withFile(ifcfgPath("lan"), text)(observedFixture(desired));
      const value = text.match(`${key}=(.*)`)?.[1];
      expect(driftOf(desired, seen).files).to.deep.equal([
        `ifcfg-lan: ${key} is ${value}, declared no second file for ${device}`,
      ]);
      const [refused] = conflicts(desired, seen, { ...PERMISSION, previous: desired });
      expect(refused).to.include(`ifcfg-lan ${why}. Remove or rename that file`);
    }
  });

  it("is nothing where a key has no value, which for the scripts is none", () => {
    const desired = desiredBond();
    const path = ifcfgPath("bond0");
    expect(driftOf(desired, edited(observedFixture(desired), path, /$/, "ZONE=\n"))).to.deep.equal(NONE);
  });

  it("is nothing where a file of another hand leaves out what the scripts do without", () => {
    const desired = desiredBond();
    const bare = [ifcfgPath("bond0"), ifcfgPath("em1")].reduce(
      (now, path) => edited(now, path, /^(TYPE|BONDING_MASTER|USERCTL|NM_CONTROLLED)=.*\n/gm, ""),
      edited(observedFixture(desired), ifcfgPath("em1"), /^(BOOTPROTO|ONBOOT)=.*\n/gm, ""),
    );
    expect(driftOf(desired, bare)).to.deep.equal(NONE);
    const beside = (networkManager: "disabled" | "stopped" | "running") =>
      driftOf(desired, { ...bare, stack: { ...bare.stack, networkManager } });
    expect(beside("disabled")).to.deep.equal(NONE);
    for (const manager of ["stopped", "running"] as const)
      expect(beside(manager).files).to.deep.equal([
        "ifcfg-bond0: NM_CONTROLLED is none, declared no",
        "ifcfg-em1: NM_CONTROLLED is none, declared no",
      ]);
  });

  it("has at least forty kinds in this table, each another one", () => {
    expect(new Set(ROWS.map(({ name }) => name)).size).to.equal(ROWS.length);
    expect(ROWS.length).to.be.at.least(40);
  });

  it("is nothing for any declaration that its files and the kernel agree with", () => {
    fc.assert(
      fc.property(declarations, (any) => {
        const desired = { ...any, options: consistent(any) };
        const observed = observedFixture(desired);
        const links = Object.fromEntries(
          desired.members.map((name) => [name, { ...plainLink(name, 1), master: desired.device }]),
        );
        const { files, kernel, inputs } = driftOf(desired, { ...observed, links: { ...observed.links, ...links } });
        const said = files.filter((text) => !/gateway .* is not in the network/.test(text));
        expect({ files: said, kernel, inputs }).to.deep.equal(NONE);
      }),
      { numRuns: 300 },
    );
  });
});

/** Delays as check would have them: multiples of miimon. */
function consistent({ options }: Desired): Desired["options"] {
  const { updelay: _up, downdelay: _down, peerNotifDelay: _notify, ...rest } = options;
  return rest;
}

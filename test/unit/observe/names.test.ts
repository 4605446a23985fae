import { expect } from "chai";
import fc from "fast-check";
import { check, desired } from "../../../provider/check";
import type { Observed } from "../../../provider/model/observed";
import { decodeObserved } from "../../../provider/observe/decode";
import { fileChanges } from "../../../provider/stacks/network-scripts/files";
import { renderFiles } from "../../../provider/stacks/network-scripts/render";
import { declarationOf, driftOf } from "../../../provider/verbs/compared";
import { conflicts, planChange } from "../../model/plans";
import { observation } from "../../ssh/observation";
import { declared } from "../check/declaration";
import { observedFixture, plainLink } from "../observedFixture";

/** Names that every object of JavaScript seems to have, and what people really call devices. */
const NAMES = Object.getOwnPropertyNames(Object.prototype).filter((name) => name.length <= 15);
const name = fc.constantFrom(...NAMES, "em1", "p1p2", "bond0", "uplink");
const names = fc.uniqueArray(name, { minLength: 3, maxLength: 4 });

/** What the provider understands of a host's answer. */
const seen = (host: Observed): Observed =>
  decodeObserved(
    observation({ ...host, ssh: { client: "10.9.9.9", address: "10.9.9.1" }, digest: "0123456789abcdef" }),
  );

const how = { activation: "least" as const, requirePartner: false };

describe("Devices with the names that JavaScript gives to every object", () => {
  it("are bonds, members and keys like any other, from the host's answer to plan and drift", () => {
    expect(NAMES).to.include.members(["constructor", "toString", "__proto__", "valueOf"]);
    fc.assert(
      fc.property(names, ([device = "", ...members]) => {
        const extraKeys = { bond: { ZONE: "a" }, members: Object.fromEntries([[members[0], { ZONE: "b" }]]) };
        const { inputs, failures } = check(declared({ device, members, extraKeys }));
        expect(failures).to.deep.equal([]);
        const wanted = desired(inputs);

        const host = observedFixture(wanted);
        const links = Object.fromEntries(members.map((member, index) => [member, plainLink(member, index + 1)]));
        const joined = Object.entries(links).map(([member, link]) => [member, { ...link, master: device }]);
        const own = Object.entries(host.links).filter(([one]) => one === device);
        const there = seen({ ...host, links: Object.fromEntries([...joined, ...own]) });
        const { files, kernel } = driftOf(wanted, there);
        expect([...files, ...kernel]).to.deep.equal([]);
        expect(planChange(wanted, there, { ...how, files: [] }).steps).to.deep.equal([]);
        const found = declarationOf(there, device);
        expect([found?.device, found?.members, Object.keys(found?.extraKeys?.members ?? {})]).to.deep.equal([
          device,
          [...members].sort(),
          [members[0]],
        ]);

        const bare = seen({ ...host, links, bonds: {}, files: {}, originals: {}, routes: [] });
        expect([bare.bonds[device], bare.originals[device], bare.links[device]]).to.deep.equal([
          undefined,
          undefined,
          undefined,
        ]);
        expect(declarationOf(bare, device)).to.equal(undefined);
        const permission = {
          host: "h",
          adopt: false,
          allowManagementMove: false,
          differences: [],
          activation: "least",
        } as const;
        expect(conflicts(wanted, bare, permission)).to.deep.equal([]);
        const changes = fileChanges(wanted, bare, renderFiles(wanted, {}), false);
        expect(planChange(wanted, bare, { ...how, files: changes }).steps.length).to.be.greaterThan(0);
      }),
    );
  }).timeout(60_000);

  it("may be keys of a file, which are found and named once", () => {
    const wanted = desired(check(declared()).inputs);
    const host = observedFixture(wanted);
    const path = "/etc/sysconfig/network-scripts/ifcfg-bond0";
    const file = host.files[path];
    if (file === undefined) throw new Error("the fixture has no file of the bond");
    const content = `${file.content}constructor=1\n__proto__=2\ntoString=3\n`;
    const observed = seen({ ...host, files: { ...host.files, [path]: { ...file, content } } });
    expect(driftOf(wanted, observed).files).to.deep.equal([
      "ifcfg-bond0: constructor has a value, declared none",
      "ifcfg-bond0: __proto__ has a value, declared none",
      "ifcfg-bond0: toString has a value, declared none",
    ]);
  });
});

import { expect } from "chai";
import fc from "fast-check";
import type { Desired } from "../../../../provider/model/desired";
import { renderFiles } from "../../../../provider/stacks/network-scripts/render";
import { fileState } from "../../../../provider/stacks/network-scripts/state";
import { declarations, hostFiles } from "./declarations";

/** A declaration as files can say it: a key that is given up is one that is not there. */
function said(desired: Desired): Desired {
  const kept = (keys: Record<string, string>) =>
    Object.fromEntries(Object.entries(keys).filter(([, value]) => value !== ""));
  const members = Object.entries(desired.extraKeys.members)
    .map(([member, keys]) => [member, kept(keys)] as const)
    .filter(([, keys]) => Object.keys(keys).length > 0);
  // With DHCP the scripts skip static IPv4 keys, whatever stands in the file.
  const { gateway: _gateway, ...leased } = desired;
  const ipv6 = desired.addresses.filter((address) => address.includes(":"));
  const used = desired.dhcp ? { ...leased, addresses: ipv6 } : desired;
  return { ...used, extraKeys: { bond: kept(desired.extraKeys.bond), members: Object.fromEntries(members) } };
}

describe("The files of a bond", function () {
  this.timeout(60_000); // generous: a busy machine is not a hang
  it("say exactly what was declared, whatever was declared", () => {
    fc.assert(
      fc.property(declarations, (desired) => {
        const state = fileState(hostFiles(renderFiles(desired, {})), desired.device, desired);
        const { path, memberFiles, aliases, accounts, deviations, problems, unknownOptions, ...declared } = state;
        expect(declared).to.deep.equal(said(desired));
        const lost = accounts.flatMap(({ entries }) => entries.filter(({ fate }) => fate === "unknown"));
        expect({ aliases, lost, deviations, problems, unknownOptions }).to.deep.equal({
          aliases: [],
          lost: [],
          deviations: [],
          problems: [],
          unknownOptions: [],
        });
        expect([path, ...Object.values(memberFiles)].every((file) => file?.includes("/ifcfg-"))).to.equal(true);
      }),
      { numRuns: 500 },
    );
  });

  it("are the same when they are written again", () => {
    fc.assert(
      fc.property(declarations, (desired) => {
        const files = renderFiles(desired, {});
        expect(renderFiles(desired, hostFiles(files))).to.deep.equal(files);
      }),
      { numRuns: 100 },
    );
  });
});

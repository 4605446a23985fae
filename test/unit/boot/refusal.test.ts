import { expect } from "chai";
import { judgeBoot } from "../../../provider/boot";
import { filesAfter } from "../../../provider/compare/after";
import type { Desired } from "../../../provider/model/desired";
import type { Observed } from "../../../provider/model/observed";
import { refusal } from "../../../provider/plan/refuse";
import { predictBoot } from "../../../provider/stacks/network-scripts/boot/predict";
import { fileChanges } from "../../../provider/stacks/network-scripts/files";
import { renderFiles } from "../../../provider/stacks/network-scripts/render";
import { desiredBond, edited, observedFixture, rootFile } from "../observedFixture";

const SCRIPTS = "/etc/sysconfig/network-scripts";
const BOND = `${SCRIPTS}/ifcfg-bond0`;
const NETWORK = "/etc/sysconfig/network";
const FAR = { client: "203.0.113.9", address: "10.0.0.5", device: "bond0" };
const NEAR = { ...FAR, client: "10.0.0.99" };

/** A bond with a gateway, as SSH from elsewhere sees it. */
const BEFORE = desiredBond({ gateway: "10.0.0.1" });
const seen = (over: Partial<Observed> = {}): Observed => ({ ...observedFixture(BEFORE), ssh: FAR, ...over });

/** What is said of a change to this declaration; `begins`: the bond was not the program's until now. */
function judge(wanted: Desired, observed: Observed, begins = true) {
  const files = fileChanges(wanted, observed, renderFiles(wanted, observed.files), true);
  const own = { device: "bond0", members: wanted.members, stays: true };
  const boot = {
    before: predictBoot(observed.files, observed),
    after: predictBoot(filesAfter(observed, "bond0", files), observed),
  };
  return judgeBoot(observed, boot, own, begins, refusal("adopt", "bond0", "media1"));
}

const WITHOUT_GATEWAY =
  'Unable to adopt bond0 on media1: after the next boot 203.0.113.9 (SSH comes from there) would not be reached: ifcfg-bond0 would have no gateway. Declare gateway: "10.0.0.1", or set apply.allowManagementMove.';

describe("A change after which the next boot would cut SSH off is refused", () => {
  const refused: [string, Desired, Observed, string][] = [
    [
      "a take-over without the gateway that the bond has",
      desiredBond(),
      seen(),
      'ifcfg-bond0 would have no gateway. Declare gateway: "10.0.0.1", or',
    ],
    [
      "a bond that is not to come up at boot",
      { ...BEFORE, onBoot: false },
      seen({ ssh: NEAR }),
      "after the next boot 10.0.0.5 (SSH came in by it) would not be there: ifcfg-bond0 says ONBOOT=no. Declare onBoot: true, or",
    ],
    [
      "a gateway that GATEWAYDEV gives to another NIC",
      BEFORE,
      edited(seen(), NETWORK, "NETWORKING=yes", "NETWORKING=yes\nGATEWAYDEV=em3"),
      "/etc/sysconfig/network says GATEWAYDEV=em3, so ifcfg-bond0 has no gateway. Take that line out, or",
    ],
    [
      "a host whose network is switched off",
      BEFORE,
      edited(seen({ ssh: NEAR }), NETWORK, "NETWORKING=yes", "NETWORKING=no"),
      "/etc/sysconfig/network says NETWORKING=no. Write NETWORKING=yes there, or",
    ],
    [
      "a host whose network service is disabled",
      BEFORE,
      seen({ ssh: NEAR, stack: { ...seen().stack, networkService: "disabled" } }),
      "the network service is disabled. Run `systemctl enable network`, or",
    ],
    [
      "a route to the client that leaves the files",
      desiredBond(),
      routed(),
      'no file would have the route to 203.0.113.0/24. Declare routes: [{ to: "203.0.113.0/24", via: "10.0.0.254" }], or',
    ],
    [
      "an IPv6 gateway that leaves the files",
      desiredBond({ addresses: ["10.0.0.5/24", "2001:db8::5/64"] }),
      seenOver6(),
      'ifcfg-bond0 would have no gateway6. Declare gateway6: "2001:db8::1", or',
    ],
  ];
  for (const [what, wanted, observed, text] of refused)
    it(what, () => expect(judge(wanted, observed).reasons.join("\n")).to.include(text));

  it("in a sentence that names the client, the file and the way out", () => {
    expect(judge(desiredBond(), seen()).reasons).to.deep.equal([WITHOUT_GATEWAY]);
  });

  it("but not where the client is on the bond's own network, or all is declared", () => {
    expect(judge(desiredBond(), seen({ ssh: NEAR })).reasons).to.deep.equal([]);
    expect(judge(BEFORE, seen()).reasons).to.deep.equal([]);
  });

  it("and not where SSH came in beside the bond, whatever the bond's files say", () => {
    const links = { ...seen().links };
    if (links.em3) links.em3 = { ...links.em3, addresses: ["198.51.100.5/24"] };
    const ssh = { client: "198.51.100.9", address: "198.51.100.5", device: "em3" };
    expect(judge({ ...BEFORE, onBoot: false }, seen({ ssh, links })).reasons).to.deep.equal([]);
  });

  it("and is only said where the boot would do so without the change as well", () => {
    const observed = edited(seen(), BOND, "ONBOOT=yes", "ONBOOT=no");
    const off = { ...BEFORE, onBoot: false };
    const { reasons, warnings } = judge({ ...off, mtu: 9000 }, observed, false);
    expect(reasons).to.deep.equal([]);
    expect(warnings.join()).to.include("would not be there: ifcfg-bond0 says ONBOOT=no. Declare onBoot: true.");
    expect(judge(BEFORE, observed, false), "which an update mends").to.deep.equal({ reasons: [], warnings: [] });
  });

  it("also for what stands on the bond: a VLAN, a bridge", () => {
    const [vlan, port] = [above("bond0.7", { parent: "bond0" }), above("br0", {})];
    expect(judge({ ...desiredBond({ addresses: [] }), onBoot: false }, vlan).reasons.join()).to.include(
      "ifcfg-bond0 says ONBOOT=no, and bond0.7 stands on it. Declare onBoot: true, or",
    );
    expect(judge(desiredBond({ addresses: [] }), port).reasons.join()).to.include(
      'no file would have BRIDGE=br0. Declare bridge: "br0", or',
    );
  });
});

/** A bond without a gateway, and a route to where SSH comes from. */
function routed(): Observed {
  const before = desiredBond({ routes: [{ to: "203.0.113.0/24", via: "10.0.0.254" }] });
  return { ...observedFixture(before), ssh: FAR };
}

function seenOver6(): Observed {
  const before = desiredBond({ addresses: ["10.0.0.5/24", "2001:db8::5/64"], gateway6: "2001:db8::1" });
  return { ...observedFixture(before), ssh: { client: "2001:db8:9::9", address: "2001:db8::5", device: "bond0" } };
}

/** SSH over a device above the bond, by files of its own. */
function above(name: string, link: { parent?: string }): Observed {
  const observed = observedFixture(desiredBond({ addresses: [] }));
  const bond = observed.links.bond0;
  if (!bond) throw new Error("no bond");
  const kind = link.parent ? "vlan" : "bridge";
  const upper = { ...bond, ...link, name, kind, addresses: ["192.0.2.7/24"] };
  const head = link.parent ? "VLAN=yes" : "TYPE=Bridge";
  const text = `DEVICE=${name}\n${head}\nIPADDR=192.0.2.7\nPREFIX=24\n`;
  const files = { ...observed.files, [`${SCRIPTS}/ifcfg-${name}`]: rootFile(text) };
  const bonded = link.parent ? files : { ...files, [BOND]: rootFile(`${files[BOND]?.content}BRIDGE=${name}\n`) };
  const ssh = { client: "192.0.2.9", address: "192.0.2.7", device: name };
  return { ...observed, files: bonded, links: { ...observed.links, [name]: upper }, ssh };
}

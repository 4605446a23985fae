import { expect } from "chai";
import { untrueAtBoot } from "../../../provider/boot";
import { filesAfter } from "../../../provider/compare/after";
import { parseIfcfg } from "../../../provider/formats/ifcfg/parse";
import type { Desired } from "../../../provider/model/desired";
import type { Observed } from "../../../provider/model/observed";
import { predictBoot } from "../../../provider/stacks/network-scripts/boot/predict";
import { fileChanges } from "../../../provider/stacks/network-scripts/files";
import { unreadLines } from "../../../provider/stacks/network-scripts/problems";
import { renderFiles } from "../../../provider/stacks/network-scripts/render";
import { driftOf } from "../../../provider/verbs/compared";
import { desiredBond, edited, observedFixture, rootFile } from "../observedFixture";

const NETWORK = "/etc/sysconfig/network";
const SCRIPTS = "/etc/sysconfig/network-scripts";
const WITH_GATEWAY = desiredBond({ gateway: "10.0.0.1" });

/** What stands in the way of a declaration on this host, in sentences. */
function untrue(wanted: Desired, observed: Observed): string[] {
  const files = filesAfter(observed, "bond0", fileChanges(wanted, observed, renderFiles(wanted, observed.files), true));
  return untrueAtBoot(wanted, predictBoot(files, observed), observed).map(({ why, next }) => `${why}. ${next}.`);
}

const withLine = (line: string, wanted = WITH_GATEWAY) =>
  edited(observedFixture(wanted), NETWORK, "NETWORKING=yes", `NETWORKING=yes\n${line}`);

/** Another bond in the same network, with the same gateway in its file. */
function secondBond(routeOn: string): Observed {
  const observed = observedFixture(WITH_GATEWAY);
  const text = (device: string, more: string) => rootFile(`DEVICE=${device}\nONBOOT=yes\n${more}`);
  const bond1 = "IPADDR=10.0.0.6\nPREFIX=24\nGATEWAY=10.0.0.1\nBONDING_OPTS=mode=1\n";
  const files = {
    ...observed.files,
    [`${SCRIPTS}/ifcfg-bond1`]: text("bond1", bond1),
    [`${SCRIPTS}/ifcfg-em3`]: text("em3", "MASTER=bond1\nSLAVE=yes\n"),
  };
  return { ...observed, files, routes: [{ to: "default", via: "10.0.0.1", dev: routeOn }] };
}

describe("What no update of a bond could make true at the next boot", () => {
  it("is a gateway that a line of /etc/sysconfig/network makes the scripts pass over", () => {
    expect(untrue(WITH_GATEWAY, withLine("GATEWAYDEV=em3"))).to.deep.equal([
      "/etc/sysconfig/network says GATEWAYDEV=em3, so ifcfg-bond0 has no gateway. Take that line out, or leave gateway out of the program.",
    ]);
    expect(untrue(WITH_GATEWAY, withLine("DEFROUTE=no")).join()).to.include("/etc/sysconfig/network says DEFROUTE=no");
  });

  it("is a bond on a host whose network is switched off, unless it is not for boot", () => {
    const off = edited(observedFixture(WITH_GATEWAY), NETWORK, "NETWORKING=yes", "NETWORKING=no");
    expect(untrue(WITH_GATEWAY, off)).to.deep.equal([
      "/etc/sysconfig/network says NETWORKING=no. Write NETWORKING=yes there.",
    ]);
    expect(untrue({ ...WITH_GATEWAY, onBoot: false }, off)).to.deep.equal([]);
  });

  it("is a default route that another bond claims as well, which is named", () => {
    const said =
      "the default route is that of bond1: ifcfg-bond1 has the gateway 10.0.0.1. Write DEFROUTE=no in ifcfg-bond1, or leave gateway out of the program: one default route cannot belong to bond1 and bond0.";
    for (const holder of ["bond0", "bond1"]) expect(untrue(WITH_GATEWAY, secondBond(holder))).to.deep.equal([said]);
    expect(untrue(desiredBond(), secondBond("bond1")), "a bond that does not declare it").to.deep.equal([]);
  });

  it("is nothing of what a bond without a gateway does not need", () => {
    expect(untrue(desiredBond(), withLine("GATEWAYDEV=em3", desiredBond()))).to.deep.equal([]);
    expect(untrue(WITH_GATEWAY, observedFixture(WITH_GATEWAY))).to.deep.equal([]);
  });
});

describe("A line of /etc/sysconfig/network that cannot be read", () => {
  it("is neither drift nor in the way where it has nothing to do with a bond", () => {
    for (const line of ["HOSTNAME=$(cat /etc/hostname)", "NISDOMAIN=`x`", "ulimit -n 1024"]) {
      expect(driftOf(WITH_GATEWAY, withLine(line)), line).to.deep.include({ files: [], kernel: [] });
      expect(unreadLines(parseIfcfg(`${line}\n`)), line).to.deep.equal([]);
    }
  });

  it("is named with its number where the bond depends on it, or nothing behind it can be read", () => {
    for (const line of ["GATEWAY=$(cat /etc/gw)", "DEFROUTE=$X", "GATEWAYDEV=`x`", "if true; then"]) {
      expect(unreadLines(parseIfcfg(`NETWORKING=yes\n${line}\n`)).join(), line).to.match(/^network, line 2: /);
    }
  });
});

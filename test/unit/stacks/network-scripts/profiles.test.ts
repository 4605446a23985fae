import { expect } from "chai";
import { profiles } from "../../../../provider/stacks/network-scripts/profiles";

const SCRIPTS = "/etc/sysconfig/network-scripts";
const filesOf = (texts: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(texts).map(([name, content]) => [
      `${SCRIPTS}/${name}`,
      { content, mode: "644", owner: "root:root", exact: true },
    ]),
  );

describe("The devices that ifcfg files configure", () => {
  it("come with their addresses, their bond, and whether a boot starts them", () => {
    const found = profiles(
      filesOf({
        "ifcfg-em1": "DEVICE=em1\nMASTER=bond0\nSLAVE=yes\nONBOOT=no\n",
        "ifcfg-em2": "DEVICE=em2\nIPADDR=10.0.0.2\nPREFIX=24\nIPV6INIT=yes\nIPV6ADDR=2001:db8::2/64\n",
        "ifcfg-em3": "DEVICE=em3\nBOOTPROTO=dhcp\nBRIDGE=br0\nIPADDR=10.0.0.3\n",
      }),
    );
    const path = (name: string) => `${SCRIPTS}/ifcfg-${name}`;
    expect(found).to.deep.include({
      em1: { path: path("em1"), atBoot: false, master: "bond0", addresses: [], dhcp: false },
      em2: { path: path("em2"), atBoot: true, addresses: ["10.0.0.2/24", "2001:db8::2/64"], dhcp: false },
      em3: { path: path("em3"), atBoot: true, bridge: "br0", addresses: [], dhcp: true },
    });
  });

  it("are known by their own file before another that names them, by that where there is none, and never by a copy", () => {
    const found = profiles(
      filesOf({
        "ifcfg-aaa": "DEVICE=em1\n",
        "ifcfg-em1": "DEVICE=em1\n",
        "ifcfg-uplink": "DEVICE=bond0\n",
        "ifcfg-zzz": "DEVICE=bond0\n",
        "ifcfg-em9.bak": "DEVICE=em9\n",
        "ifcfg-bond0:1": "DEVICE=bond0:1\nIPADDR=10.0.0.9\n",
      }),
    );
    expect(found.em1?.path).to.equal(`${SCRIPTS}/ifcfg-em1`);
    expect(found.bond0?.path).to.equal(`${SCRIPTS}/ifcfg-uplink`);
    expect([found.em9, found["bond0:1"], found.constructor]).to.deep.equal([undefined, undefined, undefined]);
  });

  it("are read by lines of the file, as the network service does, where it is about the boot", () => {
    const found = profiles(filesOf({ "ifcfg-em1": "DEVICE=em1\n ONBOOT=no\n", "ifcfg-em2": "ONBOOT='No'\n" }));
    expect([found.em1?.atBoot, found.em2?.atBoot]).to.deep.equal([true, false]);
  });
});

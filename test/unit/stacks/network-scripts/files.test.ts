import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Desired } from "../../../../provider/model/desired";
import { ifcfgPath, NETWORK, routePath, SCRIPTS } from "../../../../provider/stacks/network-scripts/paths";
import { renderFiles } from "../../../../provider/stacks/network-scripts/render";
import { fileState } from "../../../../provider/stacks/network-scripts/state";
import { declaration } from "../../../model/declaration";
import { ROOT, readText } from "../../proc/corpus";
import { hostFiles } from "./declarations";

const GOLDEN = join(ROOT, "test", "unit", "stacks", "network-scripts", "golden");
const sample = (name: string) => readText(ROOT, "test", "unit", "stacks", "network-scripts", "samples", name);

/** The declarations whose files lie under golden/. */
const EXAMPLES: Record<string, Desired> = {
  "media-server": declaration({ addresses: ["192.168.1.10/24"], gateway: "192.168.1.1" }),
  "lacp-routes-ipv6": declaration({
    device: "bond1",
    mode: "802.3ad",
    members: ["p1p1", "p1p2"],
    options: { xmitHashPolicy: "layer3+4", lacpRate: "fast", downdelay: 200, updelay: 400, miimon: 100, minLinks: 1 },
    addresses: ["10.20.0.10/24", "10.21.0.10/25", "2001:db8:20::10/64", "2001:db8:21::10/64"],
    gateway: "10.20.0.1",
    gateway6: "2001:db8:20::1",
    dns: ["10.20.0.53", "2001:db8:20::53"],
    searchDomains: ["example.net", "corp.example.net"],
    routes: [
      { to: "10.90.0.0/16", via: "10.20.0.2" },
      { to: "10.91.0.0/16", via: "10.20.0.3", metric: 50 },
      { to: "2001:db8:90::/48", via: "2001:db8:20::2" },
    ],
    mtu: 9000,
    macAddress: "02:ab:00:00:01:00",
    extraKeys: {
      bond: { ZONE: "internal net", ARPCHECK: "no" },
      members: { p1p2: { ETHTOOL_OPTS: "-G p1p2 rx 4096; -K p1p2 gro off" } },
    },
  }),
  "backup-arp-dhcp": declaration({
    device: "lan",
    mode: "active-backup",
    members: ["eth0", "eth1"],
    options: { primary: "eth1", arpIpTarget: ["10.0.0.1", "10.0.0.10"], arpInterval: 1000, failOverMac: "active" },
    dhcp: true,
    onBoot: false,
  }),
};

describe("The files that are written", () => {
  for (const [name, desired] of Object.entries(EXAMPLES))
    it(`for ${name} are the ones under golden/${name}`, () => {
      const files = renderFiles(desired, {});
      const names = Object.fromEntries(
        Object.entries(files).map(([path, text]) => [path.slice(path.lastIndexOf("/") + 1), text]),
      );
      const golden = readdirSync(join(GOLDEN, name)).map((file) => [file, readText(GOLDEN, name, file)] as const);
      expect(names).to.deep.equal(Object.fromEntries(golden));
    });

  it("put a target before a longer one that begins like it, whatever the order of the declaration", () => {
    const options = { arpInterval: 100, arpIpTarget: ["10.0.0.100", "10.0.0.10", "10.0.0.1"] };
    const files = renderFiles(declaration({ mode: "broadcast", options }), {});
    expect(files[ifcfgPath("bond0")]).to.include(
      'BONDING_OPTS="mode=broadcast arp_interval=100 arp_ip_target=10.0.0.1,10.0.0.10,10.0.0.100"\n',
    );
  });

  it("have no line for a key that is given up, whatever its name", () => {
    const extraKeys = { bond: { ZONE: "", path: "" }, members: { em1: { HWADDR: "" } } };
    expect(renderFiles(declaration({ extraKeys }), {})).to.deep.equal(renderFiles(declaration(), {}));
  });

  it("leave every other line of /etc/sysconfig/network as it is", () => {
    const before =
      "# site 4\r\nNETWORKING=yes\nHOSTNAME='a b'\n\texport GATEWAY=10.0.0.9 # old\nGATEWAYDEV=\nNOZEROCONF=yes";
    const network = (change: Partial<Desired>, text: string) =>
      renderFiles(declaration({ addresses: ["10.0.0.2/24"], ...change }), hostFiles({ [NETWORK]: text }))[NETWORK];
    expect(network({ gateway: "10.0.0.1" }, before)).to.equal(before.replace("GATEWAY=10.0.0.9", "GATEWAY=10.0.0.1"));
    expect(network({}, before)).to.equal(before.replace("GATEWAY=10.0.0.9", ""));
    expect(network({ gateway: "10.0.0.1" }, "A=1")).to.equal("A=1\nGATEWAY=10.0.0.1\n");
    expect(network({}, "A=1\nGATEWAY=10.0.0.1\nB=2\n")).to.equal("A=1\nB=2\n");
    expect(network({}, "A=1\nGATEWAY=10.9.9.9\nB=2\n"), "another interface's gateway").to.equal(
      "A=1\nGATEWAY=10.9.9.9\nB=2\n",
    );
  });

  it("take the gateway out together with the address it belonged to", () => {
    const before = renderFiles(EXAMPLES["media-server"] as Desired, {});
    const after = renderFiles(declaration({ addresses: ["10.5.5.5/24"] }), hostFiles(before));
    expect(after[NETWORK]).to.equal("NETWORKING=yes\n");
  });
});

describe("What a host's files say about bond0", () => {
  const oldStyle = {
    [ifcfgPath("bond0")]: sample("ifcfg-bond-old-style"),
    [ifcfgPath("em1")]: "DEVICE=em1\nMASTER=bond0\nSLAVE=yes\nHWADDR=02:ab:00:00:00:01\n",
    [ifcfgPath("em2")]: sample("ifcfg-member-odd"),
    [ifcfgPath("em3")]: "DEVICE=em3\nMASTER=bond0\nSLAVE=Yes\n",
    [`${ifcfgPath("em4")}.bak`]: "DEVICE=em4\nMASTER=bond0\nSLAVE=yes\n",
    [`${SCRIPTS}/ifcfg-uplink`]: "DEVICE=bond0\nONBOOT=yes\n",
    [routePath("bond0")]: "ADDRESS0=10.1.0.0\nNETMASK0=255.255.0.0\nGATEWAY0=192.0.2.9\n",
    [NETWORK]: "NETWORKING=yes\nGATEWAYDEV=em9\n",
  };
  const state = fileState(hostFiles(oldStyle), "bond0");

  it("is understood in other people's style", () => {
    expect(state).to.deep.include({ mode: "active-backup", gateway: "192.0.2.126", dns: ["192.0.2.53"], mtu: 9000 });
    expect(state.options).to.deep.equal({
      arpInterval: 1000,
      arpIpTarget: ["192.0.2.9", "192.0.2.99"],
      primary: "em1",
    });
    expect(state.addresses).to.deep.equal([
      "192.0.2.1/25",
      "192.0.2.130/25",
      "2001:db8::10/64",
      "2001:db8::11/64",
      "2001:db8::12/64",
    ]);
    expect(state.routes).to.deep.equal([{ to: "10.1.0.0/16", via: "192.0.2.9" }]);
    expect(state.unknownOptions).to.deep.equal(["bogus=1", "fail_over_mac"]);
    expect(state.macAddress).to.equal("02:ab:00:00:00:ff");
  });

  it("is read from a file of another name, and its routes from the file that goes with that", () => {
    const named = fileState(
      hostFiles({
        [ifcfgPath("Bond_connection_1")]: "DEVICE=bond0\nBONDING_OPTS=mode=1\nIPADDR=192.0.2.1\nPREFIX=24\n",
        [routePath("Bond_connection_1")]: "10.1.0.0/16 via 192.0.2.9\n",
      }),
      "bond0",
    );
    expect(named).to.deep.include({ path: ifcfgPath("Bond_connection_1"), mode: "active-backup" });
    expect(named.routes).to.deep.equal([{ to: "10.1.0.0/16", via: "192.0.2.9" }]);
  });

  it("names members by the values the scripts source, and foreign keys", () => {
    expect(state.memberFiles).to.deep.equal({ em1: ifcfgPath("em1"), em2: ifcfgPath("em2") });
    expect(state.extraKeys.members).to.deep.equal({
      em1: { HWADDR: "02:ab:00:00:00:01" },
      em2: { HWADDR: "02:ab:00:00:00:01" },
    });
    expect(state.deviations).to.deep.include({
      path: ifcfgPath("em2"),
      key: "ONBOOT",
      value: "false",
      expected: "yes",
    });
    expect(state.deviations).to.deep.include({ path: ifcfgPath("bond0"), key: "TYPE", expected: "Bond" });
  });

  it("comes with what the scripts make of it otherwise than it looks", () => {
    expect(state.problems).to.deep.equal([
      'ifcfg-em2: the network service reads DEVICE as "": another line that contains "DEVICE=" hides it.',
      'ifcfg-em2: "ifup bond0" does not find it, because its MASTER line is not written plainly.',
      'ifcfg-em3: names bond0 as its MASTER but is no member: SLAVE is "Yes", not "yes".',
      "network: GATEWAYDEV is em9, so the gateway of bond0 is not used.",
    ]);
  });

  it("is nothing where there is no file", () => {
    const { path, members, mode } = fileState({}, "bond0");
    expect({ path, members, mode }).to.deep.equal({ path: undefined, members: [], mode: undefined });
  });

  it("includes lines that cannot be read safely", () => {
    const text = "DEVICE=bond0\nMACADDR=$(cat /sys/class/net/em1/address)\nBONDING_OPTS=mode=1\r\n";
    expect(fileState(hostFiles({ [ifcfgPath("bond0")]: text }), "bond0").problems).to.deep.equal([
      "ifcfg-bond0, line 2: the value of MACADDR cannot be read safely: it runs a command or computes ($(...)).",
      "ifcfg-bond0: values end in a carriage return, which becomes part of them.",
    ]);
  });
});

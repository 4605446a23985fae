import { expect } from "chai";
import { check } from "../../../provider/check";
import { advise } from "../../../provider/cli/advice";
import { report } from "../../../provider/cli/doctor";
import type { Observed } from "../../../provider/model/observed";
import { type Examined, UNEXAMINED } from "../../../provider/observe/examined";
import { desiredBond, observedFixture, plainLink, rootFile } from "../observedFixture";

const SCRIPTS = "/etc/sysconfig/network-scripts";
const connection = { host: "media1.example.net" };

/** A media server as it was installed: em1 has the address, em2 is free, em3 has no cable, em4 serves another network. */
function server(over: Partial<Observed> = {}): Observed {
  const { stack } = observedFixture(desiredBond());
  const links = {
    em1: { ...plainLink("em1", 1), speedMbps: 1000, addresses: ["192.168.1.10/24"] },
    em2: { ...plainLink("em2", 2), speedMbps: 1000 },
    em3: { ...plainLink("em3", 3), carrier: false },
    em4: { ...plainLink("em4", 4), speedMbps: 1000, addresses: ["10.9.0.1/24"] },
  };
  const own = "DEVICE=em1\nONBOOT=yes\nIPADDR=192.168.1.10\nPREFIX=24\nGATEWAY=192.168.1.1\n";
  return observedFixture(desiredBond(), {
    stack,
    links,
    bonds: {},
    files: { [`${SCRIPTS}/ifcfg-em1`]: rootFile(own), "/etc/sysconfig/network": rootFile("NETWORKING=yes\n") },
    routes: [{ to: "default", via: "192.168.1.1", dev: "em1" }],
    ssh: { client: "192.168.1.2", address: "192.168.1.10", device: "em1" },
    ...over,
  });
}

const said = (observed: Observed, examined: Examined = UNEXAMINED) =>
  report(observed, examined, connection, advise(observed, connection, examined));

/** What the host says beside: tcpdump heard nothing. */
const examined: Examined = {
  release: "CentOS Linux 7 (Core)",
  drivers: { em1: "igb", em2: "igb", em3: "tg3", em4: "tg3" },
  neighbours: { em1: ["switch1, port ge-0/0/1, media"] },
  lacpdus: { em1: null, em2: null },
  failed: { em4: "em4: That device doesn't support monitor mode" },
  listened: 4,
};
const lacp = (key: number) => ({ from: "02:cd:00:00:00:05", system: "02:cd:00:00:00:02", key });

describe("The doctor", () => {
  it("shows a host, what a bond would cost there, and a program to paste", () => {
    expect(said(server(), examined)).to.equal(`media1.example.net: what a bond needs here
  system    CentOS Linux 7 (Core)
  kernel    6.1.0-30-amd64
  network   network-scripts, service enabled; NetworkManager absent
  SSH       came in over em1, 192.168.1.10
  bonds     none

  PORT  LINK     SPEED        DRIVER  ADDRESSES        WHAT IT IS IN
  em1   link     1000 Mbit/s  igb     192.168.1.10/24  ifcfg-em1, SSH
  em2   link     1000 Mbit/s  igb     -                -
  em3   no link  -            tg3     -                -
  em4   link     1000 Mbit/s  tg3     10.9.0.1/24      -

The other ends of the cables:
  em1  no LACPDU within 4 s; LLDP: switch1, port ge-0/0/1, media
  em2  no LACPDU within 4 s
  em4  could not be listened on: em4: That device doesn't support monitor mode
  Silence proves little: a switch may send one LACPDU in 30 s, and some NICs keep them back.

To begin with, active-backup: it works with every switch. One member carries everything; another takes over when its link fails. Nothing is gained but the safety.
The switch needs no setting. For more throughput declare 802.3ad where the switch speaks LACP, or balance-alb where
it cannot be set. See provider/options/README.md of the package.

Nothing is in the way. Creating it: new, active-backup over em1 and em2: the path SSH uses moves, about 2 s without link, your SSH session runs over it

import { BondInterface } from "pulumi-linux-bond";

const connection = { host: "media1.example.net" };

export const bond0 = new BondInterface("bond0", {
  connection,
  mode: "active-backup",
  members: ["em1", "em2"],
  addresses: ["192.168.1.10/24"],
  gateway: "192.168.1.1",
});
`);
  });

  it("proposes what the package itself accepts", () => {
    const advice = advise(server(), connection, UNEXAMINED);
    expect(check({ ...advice?.args, connection }).failures).to.deep.equal([]);
    expect(advice?.blocks).to.deep.equal([]);
  });

  it("takes DHCP over where the port has its address from there", () => {
    const { links } = server();
    const em1 = { ...plainLink("em1", 1), addresses: ["192.168.1.99/24"], dynamic: ["192.168.1.99/24"] };
    const leased = server({ links: { ...links, em1 }, dhcp: ["em1"] });
    expect(advise(leased, connection, UNEXAMINED)?.args).to.deep.equal({
      device: "bond0",
      mode: "active-backup",
      members: ["em1", "em2"],
      dhcp: true,
    });
  });

  it("proposes LACP where one switch offers it to both ports, and to no others", () => {
    const text = said(server(), { ...examined, lacpdus: { em1: lacp(9), em2: lacp(9) } });
    expect(text)
      .to.include("  em2  speaks LACP: system 02:cd:00:00:00:02, key 9\n")
      .and.to.include("To begin with, 802.3ad: em1 and em2 hear LACPDUs of one group of a switch.")
      .and.to.include('  mode: "802.3ad",\n')
      .and.to.not.include("Silence");
    for (const em2 of [lacp(10), null, { from: "02:cd:00:00:00:05" }])
      expect(said(server(), { ...examined, lacpdus: { em1: lacp(9), em2 } })).to.include('mode: "active-backup"');
  });

  it("says why nobody listened for LACPDUs", () => {
    const deaf = (why: Examined["deaf"]) => said(server(), { ...UNEXAMINED, ...(why && { deaf: why }) });
    expect(deaf("no-tcpdump")).to.include("was not listened for: the host has no tcpdump. Install the package tcpdump");
    expect(deaf("no-root")).to.include("was not listened for: that takes root. Connect as root");
    expect(deaf(undefined)).to.not.include("The other ends");
  });

  const { stack } = server();
  const inTheWay: [what: string, over: Partial<Observed>, says: RegExp][] = [
    [
      "no network-scripts",
      { stack: { ...stack, networkScripts: false } },
      /has no network-scripts.*Install the package/,
    ],
    ["no privileges", { privileged: false }, /not root and has no sudo\. Connect as root/],
    [
      "a network service that no boot starts",
      { stack: { ...stack, networkService: "disabled" } },
      /systemctl enable network/,
    ],
    [
      "NetworkManager in charge of a port",
      { stack: { ...stack, networkManager: "running", networkManagerDevices: ["em2"] } },
      /NetworkManager manages em2\. Write NM_CONTROLLED=no/,
    ],
  ];
  for (const [what, over, says] of inTheWay)
    it(`names what is in the way, with the way out: ${what}`, () => {
      const text = said(server(over));
      expect(text).to.match(new RegExp(`In the way:\n  - [^]*${says.source}`));
      expect(text).to.not.include("Nothing is in the way");
    });

  it("says so where there are no two ports for a bond", () => {
    const { em1 } = server().links;
    expect(said(server({ links: { em1 } as Observed["links"] }))).to.include("There are no two ports for a bond");
  });

  it("leaves the bond that is there alone and names the next one", () => {
    const bonded = observedFixture(desiredBond(), {
      ssh: { client: "10.0.0.9", address: "10.0.0.5", device: "bond0" },
    });
    const links = { ...bonded.links, em4: plainLink("em4", 4) };
    const text = said({ ...bonded, links });
    expect(text).to.include("bonds     bond0 (see: npx pulumi-linux-bond status)");
    expect(text).to.include('new BondInterface("bond1"').and.to.include('members: ["em3", "em4"]');
  });

  it("shows nothing of a host that acts on a terminal, and no credentials", () => {
    const odd = server({ kernel: "6.1\u001b[31m" });
    const worse = { em1: "x\u001b[31m\u009b\u202e" };
    const hostile = {
      ...UNEXAMINED,
      release: worse.em1,
      drivers: worse,
      neighbours: { em1: [worse.em1] },
      failed: worse,
    };
    const text = report(odd, hostile, { ...connection, password: "secret" }, advise(odd, connection, hostile));
    expect(text).to.not.match(/[\u009b\u202e]/);
    expect(text).to.not.include("\u001b").and.to.not.include("secret");
  });
});

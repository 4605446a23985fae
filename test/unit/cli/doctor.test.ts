import { expect } from "chai";
import { check } from "../../../provider/check";
import { advise } from "../../../provider/cli/advice";
import { report } from "../../../provider/cli/doctor";
import type { Observed } from "../../../provider/model/observed";
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

const said = (observed: Observed) => report(observed, connection, advise(observed, connection));

describe("The doctor", () => {
  it("shows a host, what a bond would cost there, and a program to paste", () => {
    expect(said(server())).to.equal(`media1.example.net: what a bond needs here
  kernel    6.1.0-30-amd64
  network   network-scripts, service enabled; NetworkManager absent
  SSH       came in over em1, 192.168.1.10
  bonds     none

  PORT  LINK     SPEED        ADDRESSES        WHAT IT IS IN
  em1   link     1000 Mbit/s  192.168.1.10/24  ifcfg-em1, SSH
  em2   link     1000 Mbit/s  -                -
  em3   no link  -            -                -
  em4   link     1000 Mbit/s  10.9.0.1/24      -

To begin with: One member carries everything; another takes over when its link fails. Nothing is gained but the safety.
The switch needs no setting. For more throughput declare 802.3ad where the switch speaks LACP, or balance-alb where
it cannot be set; see provider/options/README.md of the package.

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
    const advice = advise(server(), connection);
    expect(check({ ...advice?.args, connection }).failures).to.deep.equal([]);
    expect(advice?.blocks).to.deep.equal([]);
  });

  it("takes DHCP over where the port has its address from there", () => {
    const { links } = server();
    const em1 = { ...plainLink("em1", 1), addresses: ["192.168.1.99/24"], dynamic: ["192.168.1.99/24"] };
    const leased = server({ links: { ...links, em1 }, dhcp: ["em1"] });
    expect(advise(leased, connection)?.args).to.deep.equal({
      device: "bond0",
      mode: "active-backup",
      members: ["em1", "em2"],
      dhcp: true,
    });
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
    const text = report(odd, { ...connection, password: "secret" }, advise(odd, connection));
    expect(text).to.not.include("\u001b").and.to.not.include("secret");
  });
});

import { expect } from "chai";
import { isHealthy, statusTable } from "../../../provider/cli/table";
import type { BondState } from "../../../provider/model/state";
import { bondState } from "../../../provider/observe/state";
import { desiredBond, observedFixture } from "../observedFixture";

const LACP_BOND: BondState = {
  mode: "802.3ad",
  options: { miimon: 100, lacpRate: "fast" },
  up: true,
  carrier: true,
  mtu: 1500,
  macAddress: "52:54:00:00:00:01",
  addresses: ["10.0.0.5/24"],
  members: [
    {
      name: "em1",
      link: "up",
      speedMbps: 10000,
      duplex: "full",
      linkFailureCount: 0,
      permanentMac: "52:54:00:00:00:01",
      queueId: 0,
      aggregatorId: 1,
    },
    {
      name: "enp4s0f1",
      link: "down",
      linkFailureCount: 3,
      permanentMac: "52:54:00:00:00:02",
      queueId: 0,
      aggregatorId: 2,
    },
  ],
  lacp: { aggregatorId: 1, ports: 1, actorKey: 15, partnerKey: 9, partnerMac: "02:00:00:00:00:99" },
  warnings: ["Member enp4s0f1 has no carrier."],
  unknown: [],
};

describe("The status of a bond", () => {
  it("is a table that a person reads at a glance", () => {
    expect(
      statusTable(LACP_BOND, "bond0", "media1"),
    ).to.equal(`bond0 on media1: 802.3ad, up, carrier, 1 of 2 members linked
  addresses 10.0.0.5/24
  device    MTU 1500, MAC 52:54:00:00:00:01
  monitor   link every 100 ms
  switch    needs the ports in one LACP group (802.3ad, dynamic LAG)
  LACP      aggregator 1, 1 port, key 15, partner 02:00:00:00:00:99 (key 9)

  MEMBER    LINK  SPEED       DUPLEX  FAILURES  PERMANENT MAC
  em1       up    10000 Mbps  full    0         52:54:00:00:00:01  aggregator 1*
  enp4s0f1  down  -           -       3         52:54:00:00:00:02  aggregator 2

! Member enp4s0f1 has no carrier.
`);
  });

  it("names the active member, the ARP monitor, and says when nothing is wrong", () => {
    const desired = desiredBond({ options: { miimon: 0, arpInterval: 1000, arpIpTarget: ["10.0.0.1", "10.0.0.2"] } });
    const observed = observedFixture(desired);
    const state = bondState(observed, "bond0");
    if (state === undefined) throw new Error("the fixture has no bond0");
    const text = statusTable({ ...state, activeMember: "em2" }, "bond0", "media1");
    expect(text).to.match(/^ {2}monitor {3}ARP every 1000 ms, asks 10\.0\.0\.1, 10\.0\.0\.2$/m);
    expect(text).to.match(/^ {2}em2 .* active$/m);
    expect(text).to.match(/\nNothing is wrong\.\n$/);
  });

  it("shows control characters of a host escaped", () => {
    const text = statusTable({ ...LACP_BOND, unknown: ["\u001b]0;owned\u0007"] }, "bond0", "media1");
    expect(text).to.contain("? not understood: \\e]0;owned\\u{7}");
    expect(text).not.to.contain("\u001b");
  });

  it("is healthy only when it is up, has carrier and warns of nothing", () => {
    const well = { ...LACP_BOND, warnings: [] };
    expect(isHealthy(well)).to.equal(true);
    expect(isHealthy(LACP_BOND)).to.equal(false);
    expect(isHealthy({ ...well, carrier: false })).to.equal(false);
    expect(isHealthy({ ...well, up: false })).to.equal(false);
  });
});

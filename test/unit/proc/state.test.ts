import { expect } from "chai";
import type { Link, Observed, ObservedBond } from "../../../provider/model/observed";
import { bondState } from "../../../provider/observe/state";
import { ROOT, readText } from "./corpus";

const sample = (name: string) => readText(ROOT, "test", "unit", "proc", "samples", `${name}.txt`);

const SYSFS = {
  mode: "active-backup 1",
  miimon: "100",
  primary: "em1",
  primary_reselect: "failure 2",
  num_grat_arp: "3",
  lacp_rate: "",
  arp_ip_target: "",
};

function link(name: string, change: Partial<Link> = {}): Link {
  return { name, up: true, carrier: true, mtu: 1500, mac: "02:ab:00:00:00:07", kind: "", addresses: [], ...change };
}

/** A host with one bond; what does not matter to its state is left plain. */
function host(bond: Partial<ObservedBond>, links: Link[]): Observed {
  return {
    machineId: "m",
    kernel: "3.10.0",
    hostname: "media1",
    privileged: true,
    stack: {
      networkScripts: true,
      networkService: "enabled",
      networkManager: "absent",
      networkManagerDevices: [],
      systemd: true,
      selinux: false,
      rootFilesystem: "xfs",
      etcWritable: true,
      freeKilobytes: 1e6,
    },
    files: {},
    unreadFiles: [],
    originals: {},
    links: Object.fromEntries(links.map((one) => [one.name, one])),
    abroad: [],
    bonds: { bond0: { proc: sample("c-ab-primary"), options: SYSFS, unread: [], members: ["em1", "em2"], ...bond } },
    routes: [],
    rules: [],
    dhcp: [],
    digest: "d",
  };
}

describe("The state of a bond", () => {
  const bond0 = link("bond0", { addresses: ["10.0.0.2/24"], kind: "bond" });

  it("has every option that acts in its mode, from sysfs, and its link", () => {
    const state = bondState(host({}, [bond0]), "bond0");
    expect(state).to.deep.include({
      mode: "active-backup",
      up: true,
      carrier: true,
      mtu: 1500,
      addresses: ["10.0.0.2/24"],
    });
    expect(state?.options).to.deep.include({
      miimon: 100,
      primary: "em1",
      primaryReselect: "failure",
      numGratArp: 3,
      arpIpTarget: [],
    });
    expect(state?.options).not.to.have.property("lacpRate");
    expect(state?.options.updelay, "what sysfs did not give comes from /proc").to.equal(200);
    expect(state?.activeMember).to.equal("em2");
  });

  it("is undefined for a bond that is not there", () => {
    expect(bondState(host({}, [bond0]), "bond1")).to.equal(undefined);
  });

  it("warns of a bond that is down", () => {
    const { carrier, ...down } = link("bond0", { up: false });
    expect(bondState(host({}, [down]), "bond0")?.warnings[0]).to.equal("bond0 is administratively down.");
  });

  it("falls back to the links where /proc says nothing", () => {
    const links = [
      bond0,
      link("em1", { speedMbps: 1000 }),
      link("em2", { carrier: false, permanentMac: "02:ab:00:00:00:08" }),
    ];
    const state = bondState(host({ proc: "" }, links), "bond0");
    expect(state?.members).to.deep.equal([
      { name: "em1", link: "up", speedMbps: 1000, linkFailureCount: 0, permanentMac: "02:ab:00:00:00:07", queueId: 0 },
      { name: "em2", link: "down", linkFailureCount: 0, permanentMac: "02:ab:00:00:00:08", queueId: 0 },
    ]);
    expect(state?.warnings).to.deep.equal(["Member em2 has no carrier."]);
  });

  it("takes the LACP partner from sysfs where /proc does not show it", () => {
    const options = {
      mode: "802.3ad 4",
      ad_aggregator: "1",
      ad_num_ports: "2",
      ad_actor_key: "15",
      ad_partner_key: "7",
      ad_partner_mac: "02:cd:00:00:00:02",
    };
    const proc = sample("f-lacp-user");
    const state = bondState(host({ proc, options }, [bond0]), "bond0");
    expect(state?.lacp).to.deep.equal({
      aggregatorId: 1,
      ports: 2,
      actorKey: 15,
      partnerKey: 7,
      partnerMac: "02:cd:00:00:00:02",
    });
    const blind = bondState(host({ proc, options: { mode: "802.3ad 4", ad_aggregator: "" } }, [bond0]), "bond0");
    expect(blind?.lacp).to.equal(undefined);
    expect(blind?.warnings[0]).to.equal("The LACP partner could not be read: the kernel shows it to root only.");
  });

  it("says in words what is wrong with it", () => {
    const words = (proc: string) => bondState(host({ proc: sample(proc), options: {} }, [bond0]), "bond0")?.warnings;
    expect(words("f-alb-empty")).to.deep.equal(["The bond has no members: it carries nothing."]);
    expect(words("a-lacp-noagg")).to.deep.equal([
      "No member has carrier: the bond carries nothing.",
      "There is no active aggregator: no member can carry traffic by LACP.",
    ]);
    expect(words("f-arp")).to.deep.equal([
      "Member ens4 runs at half duplex.",
      "Members differ in speed: ens3 1000 Mbps, ens4 100 Mbps.",
    ]);
    const silent = sample("c-rr").replace("Interval (ms): 100", "Interval (ms): 0");
    expect(bondState(host({ proc: silent, options: {} }, [bond0]), "bond0")?.warnings).to.include(
      "No monitor is on (miimon and arpInterval are 0): a dead link goes unnoticed.",
    );
  });
});

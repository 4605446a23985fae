import { expect } from "chai";
import { check } from "../../../../provider/check";
import type { Desired } from "../../../../provider/model/desired";
import type { Observed } from "../../../../provider/model/observed";
import { NETWORK_SCRIPTS } from "../../../../provider/stacks/network-scripts";
import { NETWORK_MANAGER } from "../../../../provider/stacks/networkmanager";
import { declaration } from "../../../model/declaration";
import { observedFixture } from "../../observedFixture";
import { bareHost, keyfile } from "./host";

const FOLDER = "/etc/NetworkManager/system-connections";
const PLAIN = declaration({ mode: "active-backup" });

const said = (observed: Observed, desired: Desired = PLAIN) =>
  NETWORK_MANAGER.refusals({ desired, observed, adopt: false }).map(({ why, next }) => `${why}. ${next}.`);

const withFile = (host: Observed, name: string, text: string): Observed => ({
  ...host,
  files: { ...host.files, [`${FOLDER}/${name}`]: keyfile(text) },
});

const withStack = (host: Observed, over: Partial<Observed["stack"]>): Observed => ({
  ...host,
  stack: { ...host.stack, ...over },
});

describe("NetworkManager refuses, before anything is touched,", () => {
  it("nothing on a host whose NICs it holds and that are idle", () => expect(said(bareHost(PLAIN))).to.deep.equal([]));

  for (const [what, over, sentence] of [
    [
      "a version that is too old to say what it understands",
      { version: "1.18.8" },
      /^NetworkManager 1\.18\.8 is older than 1\.40\. Update it/,
    ],
    ["a NetworkManager that does not answer", { version: "" }, /^NetworkManager does not answer nmcli/],
    [
      "a change while another tool's checkpoint would undo it",
      { checkpoint: true },
      /has a checkpoint of NetworkManager open/,
    ],
    [
      "a NIC that it leaves alone",
      {
        devices: [
          { name: "em1", state: "unmanaged" },
          { name: "em2", state: "disconnected" },
        ],
      },
      /^em1 is unmanaged in NetworkManager, which would not act on it/,
    ],
    [
      "a NIC that is up by a file of the ifcfg plugin",
      {
        devices: [
          { name: "em1", state: "connected", id: "a1" },
          { name: "em2", state: "disconnected" },
        ],
        profiles: [{ id: "a1", type: "802-3-ethernet", path: "/etc/sysconfig/network-scripts/ifcfg-em1" }],
      },
      /^NetworkManager holds em1 by \/etc\/sysconfig\/network-scripts\/ifcfg-em1, which is no keyfile\. .*nmcli connection migrate a1/,
    ],
  ] as const)
    it(what, () => {
      const found = said(bareHost(PLAIN, over as never));
      expect(found).to.have.length(1);
      expect(found[0]).to.match(sentence);
    });

  it("where it does not run", () => {
    const { manager: _, ...stack } = bareHost(PLAIN).stack;
    const found = said({ ...bareHost(PLAIN), stack });
    expect(found).to.deep.equal(["NetworkManager does not run. Start it, or declare another stack."]);
  });

  it("a NIC for which network-scripts have a file too", () => {
    const host = withStack(bareHost(PLAIN), { networkScripts: true, networkService: "enabled" });
    const path = "/etc/sysconfig/network-scripts/ifcfg-em1";
    const found = said({ ...host, files: { [path]: keyfile("DEVICE=em1\n") } });
    expect(found).to.have.length(1);
    expect(found[0]).to.include(`NetworkManager manages em1, and network-scripts have ${path} for it`);
  });

  it("a profile for any NIC, which may take a member at the next boot", () => {
    const text = "[connection]\nid=any\nuuid=11111111-2222-4333-8444-555555555555\ntype=ethernet\n";
    const found = said(withFile(bareHost(PLAIN), "any.nmconnection", text));
    expect(found).to.have.length(1);
    expect(found[0]).to.include("any.nmconnection is a profile for any NIC");
    expect(said(withFile(bareHost(PLAIN), "any.nmconnection", `${text}autoconnect=false\n`))).to.deep.equal([]);
  });

  it("another profile for the bond, and one in memory for a member", () => {
    const other = (name: string) =>
      `[connection]\nid=x\nuuid=11111111-2222-4333-8444-555555555555\ntype=ethernet\ninterface-name=${name}\n`;
    expect(said(withFile(bareHost(PLAIN), "x.nmconnection", other("bond0")))).to.deep.equal([
      `${FOLDER}/x.nmconnection is another profile for bond0. Delete that profile.`,
    ]);
    expect(said(withFile(bareHost(PLAIN), "x.nmconnection", other("em1"))), "it gives way").to.deep.equal([]);
    const path = "/run/NetworkManager/system-connections/x.nmconnection";
    const host = { ...bareHost(PLAIN), files: { [path]: keyfile(other("em1")) } };
    expect(said(host)).to.deep.equal([`${path} is another profile for em1. Delete that profile.`]);
  });

  it("a bond that is to come up at boot where nothing starts NetworkManager", () => {
    const host = bareHost(PLAIN, { atBoot: false });
    expect(said(host).join()).to.include("nothing starts NetworkManager at boot").and.include("onBoot: false");
    expect(said(host, { ...PLAIN, onBoot: false })).to.deep.equal([]);
  });

  it("a profile without a uuid", () => {
    const text = "[connection]\nid=bond0\ntype=bond\ninterface-name=bond0\n\n[bond]\nmode=active-backup\n";
    expect(said(withFile(bareHost(PLAIN), "bond0.nmconnection", text)).join()).to.include(
      "bond0.nmconnection has no uuid",
    );
  });

  it("an option that this version drops, and a rule without a priority", () => {
    const options = { arpInterval: 100, arpIpTarget: ["10.0.0.1"], arpMissedMax: 3 };
    expect(said(bareHost(PLAIN), { ...PLAIN, options })).to.deep.equal([
      "NetworkManager 1.42.4 does not keep arp_missed_max (1.44 does). Leave out options.arpMissedMax.",
    ]);
    expect(said(bareHost(PLAIN, { version: "1.44.0" }), { ...PLAIN, options })).to.deep.equal([]);
    const rules = [{ from: "10.0.0.5", table: 100 }];
    expect(said(bareHost(PLAIN), { ...PLAIN, rules }).join()).to.include("no rule without a priority");
  });

  it("keys of ifcfg files, settings that a property has, and values that no keyfile can have; their values are not shown", () => {
    const extra = (bond: Record<string, string>) =>
      said(bareHost(PLAIN), { ...PLAIN, extraKeys: { bond, members: {} } });
    expect(extra({ "connection.zone": "public", "ipv4.may-fail": "" })).to.deep.equal([]);
    expect(extra({ ZONE: "secret" }).join())
      .to.include("extraKeys.bond.ZONE is a key of ifcfg files")
      .and.not.include("secret");
    expect(extra({ "bond.miimon": "50" }).join()).to.include("extraKeys.bond.bond.miimon is what options writes");
    expect(extra({ "connection.zone": "a\nb" }).join())
      .to.include("has a control character")
      .and.not.include("a\nb");
  });

  it("what check has let pass: a setting as nmcli has it, with a value that a keyfile can have", () => {
    const program = (bond: Record<string, unknown>) => {
      const { members, mode, device } = PLAIN;
      return check({ connection: { host: "media1" }, device, mode, members, extraKeys: { bond } }).failures.map(
        ({ reason }) => reason,
      );
    };
    expect(program({ "connection.zone": "public", "ipv4.may-fail": "" })).to.deep.equal([]);
    expect(program({ "connection.zone": "a\nb" }).join()).to.include(
      "has a control character, which a keyfile cannot have",
    );
    expect(program({ "connection.zone": 5 }).join()).to.include("is not a string");
    const wanted = { ...PLAIN, extraKeys: { bond: { "connection.zone": "public" }, members: {} } };
    const scripts = NETWORK_SCRIPTS.refusals({ desired: wanted, observed: observedFixture(PLAIN), adopt: false });
    expect(scripts.map(({ why }) => why)).to.deep.equal([
      "extraKeys.bond.connection.zone is a setting of keyfiles, and network-scripts read ifcfg files",
    ]);
  });

  it("a member that is no NIC", () => {
    const host = bareHost(PLAIN);
    const vlan = { ...host.links.em1, kind: "vlan", parent: "em3" } as Observed["links"][string];
    expect(said({ ...host, links: { ...host.links, em1: vlan } }).join()).to.include(
      "em1 is a vlan, and only NICs become members",
    );
  });
});

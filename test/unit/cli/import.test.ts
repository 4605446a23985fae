import { expect } from "chai";
import ts from "typescript";
import { check } from "../../../provider/check";
import { importedBond, importFileText } from "../../../provider/cli/importFile";
import { programText } from "../../../provider/cli/program";
import type { Desired } from "../../../provider/model/desired";
import type { ObservedBond } from "../../../provider/model/observed";
import { MODES, type Mode } from "../../../provider/options/modes";
import type { OptionValues } from "../../../provider/options/row";
import { desiredBond, observedFixture } from "../observedFixture";

const CONNECTION = { host: "media1", user: "root", privateKeyPath: "~/.ssh/id_media" };

/** What the program's resources were made with, found out by running it. */
function resourcesOf(text: string): { name: string; args: Record<string, unknown> }[] {
  const made: { name: string; args: Record<string, unknown> }[] = [];
  class BondInterface {
    constructor(name: string, args: Record<string, unknown>) {
      made.push({ name, args: { device: name, ...args } });
    }
  }
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  new Function("require", "exports", outputText)(() => ({ BondInterface }), {});
  return made;
}

const OPTIONS: Record<Mode, OptionValues> = {
  "balance-rr": { miimon: 100, packetsPerSlave: 4 },
  "active-backup": {
    miimon: 0,
    arpInterval: 1000,
    arpIpTarget: ["10.0.0.1", "10.0.0.2"],
    arpValidate: "all",
    primary: "em1",
  },
  "balance-xor": { miimon: 100, xmitHashPolicy: "layer3+4" },
  broadcast: { miimon: 250 },
  "802.3ad": { miimon: 100, updelay: 200, lacpRate: "fast", adSelect: "bandwidth", minLinks: 1 },
  "balance-tlb": { miimon: 100, tlbDynamicLb: false },
  "balance-alb": { miimon: 100, resendIgmp: 5 },
};

const EVERYTHING: Partial<Desired> = {
  addresses: ["10.0.0.5/24", "2001:db8::5/64"],
  gateway: "10.0.0.1",
  gateway6: "2001:db8::1",
  dns: ["10.0.0.53"],
  searchDomains: ["example.net"],
  routes: [{ to: "10.9.0.0/16", via: "10.0.0.1", metric: 5 }],
  mtu: 9000,
  macAddress: "02:00:00:00:00:05",
  onBoot: false,
  extraKeys: { bond: { ZONE: "it's public" }, members: { em1: { ETHTOOL_OPTS: "-K em1 gro off" } } },
};

describe("An import", () => {
  for (const mode of MODES)
    it(`of a bond in mode ${mode} gives a program whose inputs are those of the file`, () => {
      const observed = observedFixture(
        desiredBond({ mode, options: OPTIONS[mode], ...(mode === "802.3ad" ? EVERYTHING : {}) }),
      );
      const bond = importedBond(observed, CONNECTION, "bond0", "bond0");
      const [resource] = resourcesOf(programText(CONNECTION, [{ name: "bond0", args: bond.inputs }]));
      expect(resource?.args).to.deep.equal(bond.inputs);
      const { inputs, failures } = check(resource?.args ?? {});
      expect(failures).to.deep.equal([]);
      expect(inputs).to.deep.equal(bond.inputs);
      expect(bond.outputs.drift).to.deep.equal({ files: [], kernel: [] });
    });

  it("mentions only what is not the default, and no secrets", () => {
    const connection = { ...CONNECTION, password: "hunter2", sudo: { password: "hunter3" } };
    const { inputs } = importedBond(observedFixture(desiredBond()), connection, "bond0", "bond0");
    expect(inputs).to.deep.equal({
      connection: { ...CONNECTION, sudo: true },
      device: "bond0",
      mode: "active-backup",
      members: ["em1", "em2"],
      options: { miimon: 100 },
      addresses: ["10.0.0.5/24"],
    });
  });

  it("of a bond made by hand takes from the kernel what no file says", () => {
    const observed = observedFixture(desiredBond({ addresses: ["10.0.0.5/24"], gateway: "10.0.0.1", mtu: 9000 }));
    const { inputs } = importedBond({ ...observed, files: {} }, CONNECTION, "bond0", "bond0");
    expect(inputs).to.deep.include({
      addresses: ["10.0.0.5/24"],
      gateway: "10.0.0.1",
      mtu: 9000,
      members: ["em1", "em2"],
    });
  });

  it("gives up the keys of installers that would do harm, and so can be declared", () => {
    const keys = { bond: { NETWORK: "10.0.0.0" }, members: { em1: { HWADDR: "52:54:00:00:00:01", TYPE: "Ethernet" } } };
    const { inputs, outputs } = importedBond(
      observedFixture(desiredBond({ extraKeys: keys })),
      CONNECTION,
      "bond0",
      "bond0",
    );
    expect(inputs.extraKeys).to.deep.equal({
      bond: { NETWORK: "" },
      members: { em1: { HWADDR: "", TYPE: "Ethernet" } },
    });
    expect(outputs.drift).to.deep.equal({
      files: ["ifcfg-bond0: NETWORK has a value, declared none", "ifcfg-em1: HWADDR has a value, declared none"],
      kernel: [],
    });
  });

  it("writes both maps with the provider, because pulumi looks into either", () => {
    const bond = importedBond(observedFixture(desiredBond()), CONNECTION, "bond0", "uplink");
    const { resources } = JSON.parse(importFileText([bond])) as {
      resources: Record<string, Record<string, unknown>>[];
    };
    expect(resources[0]).to.deep.include({
      type: "pulumi-nodejs:dynamic/linux:BondInterface",
      name: "uplink",
      id: "media1/bond0",
    });
    expect(resources[0]?.inputs?.__provider).to.equal(resources[0]?.outputs?.__provider);
    expect(resources[0]?.outputs).to.include.keys("proc", "state", "drift", "machineId", "mode", "connection");
  });

  it("names constants so that any device and resource name makes a program", () => {
    const names = ["bond0", "bond0.20", "media-uplink", "0bond", "class", "connection"];
    const text = programText(
      CONNECTION,
      names.map((name) => ({ name, args: { device: "bond0", mode: "broadcast" } })),
    );
    expect(resourcesOf(text).map(({ name }) => name)).to.deep.equal(names);
    expect(text)
      .to.match(/^export const bond020 =/m)
      .and.to.match(/^export const bond_class =/m);
  });

  it("says which bonds there are when the named one is not among them", () => {
    const observed = observedFixture(desiredBond());
    expect(() => importedBond(observed, CONNECTION, "bond7", "bond7")).to.throw(
      "Unable to find bond7 on media1: it is no bond there. The host has bond0.",
    );
  });

  it("says what cannot be declared, on its property", () => {
    const observed = observedFixture(desiredBond());
    const odd = { ...observed, bonds: { bond0: { ...(observed.bonds.bond0 as ObservedBond), members: [] } } };
    expect(() => importedBond(odd, CONNECTION, "bond0", "bond0")).to.throw(
      /no program can declare it as it is[\s\S]*members: /,
    );
  });
});

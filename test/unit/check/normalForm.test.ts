import { expect } from "chai";
import { applyOptions, check, desired } from "../../../provider/check";
import { declared } from "./declaration";

const inputs = (change: Record<string, unknown>) => check(declared(change)).inputs;

describe("What two programs mean alike looks alike", () => {
  it("writes modes and words whether a program has the word, the number or its digits", () => {
    for (const mode of ["802.3ad", 4, "4"])
      for (const lacpRate of ["fast", 1, "1"])
        expect(inputs({ mode, options: { lacpRate } }))
          .to.include({ mode: "802.3ad" })
          .and.to.have.nested.property("options.lacpRate", "fast");
  });

  it("sorts members and routes, and leaves addresses and name servers in their order", () => {
    const routes = [
      { to: "10.9.0.0/16", via: "10.0.0.1" },
      { to: "10.8.0.0/16", via: "10.0.0.1" },
    ];
    const normal = inputs({
      members: ["em2", "em1"],
      routes,
      addresses: ["2001:DB8::0:2/64", "10.0.0.2/24", "10.0.0.1/24"],
      dns: ["10.0.0.9", "10.0.0.3"],
    });
    expect(normal.members).to.deep.equal(["em1", "em2"]);
    expect(normal.routes).to.deep.equal([routes[1], routes[0]]);
    expect(normal.addresses).to.deep.equal(["10.0.0.2/24", "10.0.0.1/24", "2001:db8::2/64"]);
    expect(normal.dns).to.deep.equal(["10.0.0.9", "10.0.0.3"]);
  });

  it("writes MAC addresses in lower case with colons", () => {
    expect(inputs({ macAddress: "52-54-00-AB-CD-EF" }).macAddress).to.equal("52:54:00:ab:cd:ef");
  });

  it("puts targets in an order that the scripts' grep does not lose one of", () => {
    const arpIpTarget = ["10.0.0.10", "10.0.0.1"];
    expect(inputs({ options: { arpInterval: 100, arpIpTarget } }).options).to.deep.equal({
      arpInterval: 100,
      arpIpTarget: ["10.0.0.1", "10.0.0.10"],
    });
  });

  it("takes the kernel's other name for numGratArp, but not two values for one", () => {
    expect(inputs({ options: { numUnsolNa: 3 } }).options).to.deep.equal({ miimon: 100, numGratArp: 3 });
    expect(check(declared({ options: { numGratArp: 1, numUnsolNa: 2 } })).failures).to.have.length(1);
  });

  it("watches the carrier every 100 ms where a program names no monitor", () => {
    expect(inputs({}).options).to.deep.equal({ miimon: 100 });
    expect(inputs({ options: { miimon: 50 } }).options).to.deep.equal({ miimon: 50 });
    expect(inputs({ options: { arpInterval: 100, arpIpTarget: ["10.0.0.1"] } }).options).not.to.have.property("miimon");
  });

  it("leaves a name server on the host itself where it is", () => {
    expect(check(declared({ dns: ["127.0.0.1", "0:0:0:0:0:0:0:1"] }))).to.deep.include({ failures: [] });
    expect(inputs({ dns: ["127.0.0.1", "0:0:0:0:0:0:0:1"] }).dns).to.deep.equal(["127.0.0.1", "::1"]);
  });

  it("takes null for absent and leaves out what says nothing", () => {
    expect(inputs({ gateway: null, options: { primary: "" }, extraKeys: { members: { em1: {} } } })).to.deep.equal(
      declared({ options: { miimon: 100 }, extraKeys: { members: {} } }),
    );
  });

  it("lets any key be given up that is no property's, the harmful ones too", () => {
    const extraKeys = { bond: { HWADDR: "", zone: "" }, members: { em1: { HWADDR: "" } } };
    expect(inputs({ extraKeys })).to.deep.equal(declared({ options: { miimon: 100 }, extraKeys }));
  });

  it("fills in no other default, and passes on what belongs to the engine", () => {
    expect(inputs({ __provider: "text" })).to.deep.equal(declared({ options: { miimon: 100 }, __provider: "text" }));
  });
});

describe("The declaration that plan and render get", () => {
  it("has every default", () => {
    expect(desired(inputs({}))).to.deep.equal({
      ...{ device: "bond0", mode: "active-backup", members: ["em1", "em2"], options: { miimon: 100 } },
      ...{ addresses: ["10.0.0.2/24"], dhcp: false, dns: [], searchDomains: [], routes: [], rules: [], onBoot: true },
      extraKeys: { bond: {}, members: {} },
    });
  });

  it("waits as long as slow LACP, DHCP, updelay and a restart of the network may take", () => {
    const seconds = (change: Record<string, unknown>) => applyOptions(inputs(change)).rollbackAfter;
    expect(seconds({})).to.equal(120);
    expect(seconds({ apply: { rollbackAfter: 30 } })).to.equal(30);
    expect(seconds({ mode: "802.3ad" })).to.equal(150);
    expect(seconds({ mode: "802.3ad", options: { lacpRate: "fast" } })).to.equal(120);
    expect(seconds({ mode: "802.3ad", addresses: [], dhcp: true })).to.equal(210);
    expect(seconds({ options: { miimon: 100, updelay: 90000 } })).to.equal(150);
    expect(seconds({ apply: { rollbackAfter: 30, activation: "restart" } })).to.equal(90);
    expect(seconds({ mode: "802.3ad", apply: { activation: "restart" } })).to.equal(180);
    expect(seconds({ mode: "802.3ad", apply: { rollbackAfter: 600 } })).to.equal(600);
  });

  it("keeps a property that the program may leave out, when it does not", () => {
    const program = { mtu: 9000, macAddress: "52:54:00:00:00:09", bridge: "br0", addresses: [] };
    expect(desired(check(declared(program)).inputs)).to.include({
      mtu: 9000,
      macAddress: "52:54:00:00:00:09",
      bridge: "br0",
    });
    const removing = check(declared({ removeUndeclaredAddresses: true })).inputs;
    expect(desired(removing)).to.include({ removeUndeclaredAddresses: true });
  });
});

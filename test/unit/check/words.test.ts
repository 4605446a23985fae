import { expect } from "chai";
import { check } from "../../../provider/check";
import { rows } from "../../../provider/options/lookup";
import { NOT_OPTIONS } from "../../../provider/options/notOptions";
import { declared } from "./declaration";

const said = (change: Record<string, unknown>) =>
  check(declared(change))
    .failures.map(({ reason }) => reason)
    .join(" ");

describe("A word of another tool leads to ours", () => {
  const properties: [word: string, ours: string][] = [
    ["slaves", "members"],
    ["SLAVE", "members"],
    ["bond-slaves", "members"],
    ["interfaces", "members"],
    ["ports", "members"],
    ["ifname", "device"],
    ["bond_mode", "mode"],
    ["BONDING_OPTS", "mode and options"],
    ["bond.options", "mode and options"],
    ["IPADDR", "addresses"],
    ["IPADDR0", "addresses"],
    ["ipAddress", "addresses"],
    ["ipv4.addresses", "addresses"],
    ["ip4", "addresses"],
    ["netmask", "addresses"],
    ["PREFIX0", "addresses"],
    ["gw4", "gateway"],
    ["IPV6_DEFAULTGW", "gateway6"],
    ["nameservers", "dns"],
    ["DNS1", "dns"],
    ["DOMAIN", "searchDomains"],
    ["static_routes", "routes"],
    ["BOOTPROTO", "dhcp"],
    ["dhcp4", "dhcp"],
    ["MACADDR", "macAddress"],
    ["cloned-mac-address", "macAddress"],
    ["ONBOOT", "onBoot"],
    ["autoconnect", "onBoot"],
    ["hostname", "connection.host"],
    ["sshKey", "connection.privateKeyPath"],
    ["mii-monitor-interval", "options.miimon"],
    ["bond-miimon", "options.miimon"],
    ["lacp_rate", "options.lacpRate"],
    ["bond-xmit-hash-policy", "options.xmitHashPolicy"],
    ["transmit-hash-policy", "options.xmitHashPolicy"],
    ["LACPTransmitRate", "options.lacpRate"],
  ];
  for (const [word, ours] of properties)
    it(`${word}: ${ours}`, () => {
      expect(said({ [word]: "x" }))
        .to.match(/^A bond has no property /)
        .and.contain(`Did you mean ${ours}`);
    });

  const modes: [word: unknown, ours: string][] = [
    ["mode=0", "balance-rr"],
    ["round-robin", "balance-rr"],
    ["Round Robin", "balance-rr"],
    ["active_backup", "active-backup"],
    ["failover", "active-backup"],
    ["mode 2", "balance-xor"],
    ["etherchannel", "balance-xor"],
    ["lacp", "802.3ad"],
    ["LACP", "802.3ad"],
    ["bond-mode=4", "802.3ad"],
    ["4 (802.3ad)", "802.3ad"],
    ["IEEE 802.3ad", "802.3ad"],
    ["alb", "balance-alb"],
  ];
  for (const [word, ours] of modes)
    it(`mode ${JSON.stringify(word)}: ${ours}`, () => {
      expect(said({ mode: word })).to.contain(`Did you mean "${ours}"?`);
    });

  it("inside options as well", () => {
    expect(said({ options: { "mii-monitor-interval": 100 } })).to.contain("Did you mean miimon?");
    expect(said({ options: { "bond-lacp-rate": "fast" } })).to.contain("Did you mean lacpRate?");
    expect(said({ options: { IPADDR: "10.0.0.1" } })).to.contain("Did you mean addresses, each with its prefix length");
    for (const name of Object.keys(NOT_OPTIONS))
      expect(said({ options: { [name]: 1 } }), name).to.match(/is not an option/);
  });

  it("and as an extra key", () => {
    expect(said({ extraKeys: { bond: { IPADDR: "10.0.0.1" } } })).to.equal(
      'extraKeys.bond.IPADDR: IPADDR says what a property of the resource says: use that. Did you mean addresses, each with its prefix length ("192.168.1.10/24")?',
    );
  });

  it("never when it is already one of ours", () => {
    for (const [name] of rows()) expect(said({ [name]: 1 }), name).to.contain(`${name} is an option of the bond.`);
  });
});

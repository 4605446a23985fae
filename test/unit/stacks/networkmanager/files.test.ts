import { expect } from "chai";
import fc from "fast-check";
import { isIpv6 } from "../../../../provider/ip/text";
import type { Desired } from "../../../../provider/model/desired";
import { stackFor } from "../../../../provider/stacks";
import { NETWORK_MANAGER } from "../../../../provider/stacks/networkmanager";
import { renderFiles } from "../../../../provider/stacks/networkmanager/files";
import { stateOf } from "../../../../provider/stacks/networkmanager/read";
import { driftOf } from "../../../../provider/verbs/compared";
import { declaration } from "../../../model/declaration";
import { declarations } from "../network-scripts/declarations";
import { bareHost, keyfile, managedHost } from "./host";

const FOLDER = "/etc/NetworkManager/system-connections";
const UPLINK = declaration({
  mode: "802.3ad",
  options: { miimon: 100, lacpRate: "fast", xmitHashPolicy: "layer3+4" },
  addresses: ["192.168.1.10/24", "2001:db8::10/64"],
  gateway: "192.168.1.1",
  dns: ["192.168.1.1"],
  searchDomains: ["example.net"],
  routes: [{ to: "10.20.0.0/16", via: "192.168.1.2", metric: 50, table: 100 }],
  rules: [{ from: "192.168.1.10", table: 100, priority: 100 }],
  mtu: 9000,
});

/** As a profile says it: name servers stand by family. */
function said({ extraKeys: _keys, ...desired }: Desired) {
  const dns = [...desired.dns.filter((one) => !isIpv6(one)), ...desired.dns.filter(isIpv6)];
  return { ...desired, dns };
}

describe("The profiles of a bond in keyfiles", function () {
  this.timeout(60_000);

  it("are a bond's and a member's, in NetworkManager's words", () => {
    const files = renderFiles(UPLINK, bareHost(UPLINK));
    expect(Object.keys(files)).to.deep.equal([
      `${FOLDER}/bond0.nmconnection`,
      `${FOLDER}/bond0-em1.nmconnection`,
      `${FOLDER}/bond0-em2.nmconnection`,
    ]);
    expect(files[`${FOLDER}/bond0.nmconnection`]).to.equal(`[connection]
id=bond0
uuid=${NETWORK_MANAGER.profiles(managedHost(UPLINK).files).bond0?.id}
type=bond
interface-name=bond0

[bond]
mode=802.3ad
miimon=100
lacp_rate=fast
xmit_hash_policy=layer3+4

[ethernet]
mtu=9000

[ipv4]
method=manual
address1=192.168.1.10/24
gateway=192.168.1.1
dns=192.168.1.1;
dns-search=example.net;
route1=10.20.0.0/16,192.168.1.2,50
route1_options=table=100
routing-rule1=priority 100 from 192.168.1.10 table 100

[ipv6]
method=manual
address1=2001:db8::10/64
`);
  });

  it("say exactly what was declared, whatever was declared", () => {
    fc.assert(
      fc.property(declarations, (drawn) => {
        const desired = { ...drawn, extraKeys: { bond: {}, members: {} } };
        const { files } = managedHost(desired);
        const { path, memberFiles, aliases, accounts, deviations, problems, unknownOptions, extraKeys, ...declared } =
          stateOf(files, desired.device);
        expect(declared).to.deep.equal(said(desired));
        const lost = accounts.flatMap(({ entries }) => entries.filter(({ fate }) => fate === "unknown"));
        expect([lost, problems, unknownOptions, path]).to.deep.equal([
          [],
          [],
          [],
          `${FOLDER}/${desired.device}.nmconnection`,
        ]);
      }),
      { numRuns: 300 },
    );
  });

  it("are not written again when nothing has changed, and have no drift", () => {
    fc.assert(
      fc.property(declarations, (drawn) => {
        const desired = { ...drawn, extraKeys: { bond: {}, members: {} } };
        const host = managedHost(desired);
        expect(NETWORK_MANAGER.write(desired, host, true, desired).files).to.deep.equal([]);
      }),
      { numRuns: 100 },
    );
    expect(driftOf(UPLINK, managedHost(UPLINK)).files).to.deep.equal([]);
  });

  it("keep what no property says: comments, other settings, the id, the name of the file, the newer words", () => {
    const before = `# made by hand
[connection]
id=uplink
uuid=11111111-2222-3333-4444-555555555555
type=bond
interface-name=bond0
zone=trusted
timestamp=1790000000

[bond]
miimon=50
mode=802.3ad

[ipv4]
method=disabled

[ipv6]
addr-gen-mode=stable-privacy
method=auto

[proxy]
`;
    const port =
      "[connection]\nid=p1\nuuid=21111111-2222-3333-4444-555555555555\ntype=ethernet\ninterface-name=em1\ncontroller=11111111-2222-3333-4444-555555555555\nport-type=bond\n\n[ethernet]\nwake-on-lan=64\n";
    const files = {
      [`${FOLDER}/uplink.nmconnection`]: keyfile(before),
      [`${FOLDER}/p1.nmconnection`]: keyfile(port),
      [`${FOLDER}/p2.nmconnection`]: keyfile(port.replace("id=p1\nuuid=2", "id=p2\nuuid=3").replace("em1", "em2")),
    };
    const wanted = declaration({ mode: "802.3ad", options: { miimon: 100 } });
    const host = { ...managedHost(wanted), files };
    const changes = NETWORK_MANAGER.write(wanted, host, true).files;
    expect(changes.map(({ path, content }) => [path, content])).to.deep.equal([
      [`${FOLDER}/uplink.nmconnection`, before.replace("miimon=50", "miimon=100")],
    ]);
    expect(driftOf(wanted, host).files).to.deep.equal(["uplink.nmconnection: miimon is 50, declared 100"]);
  });

  it("take a NIC's own profile away, keep what it said, and give it back", () => {
    const own =
      "[connection]\nid=em1\nuuid=41111111-2222-3333-4444-555555555555\ntype=ethernet\ninterface-name=em1\n\n[ipv4]\nmethod=auto\n";
    const path = `${FOLDER}/em1.nmconnection`;
    const bare = bareHost(UPLINK);
    const host = { ...bare, files: { [path]: keyfile(own) } };
    const changes = NETWORK_MANAGER.write(UPLINK, host, false).files;
    expect(changes[0]).to.deep.equal({ path, content: null, mode: "600", keepOriginal: true });
    const managed = managedHost(UPLINK);
    const kept = { ...managed, originals: { bond0: { [path]: keyfile(own) } } };
    expect(NETWORK_MANAGER.giveBack("bond0", kept).files).to.deep.include({
      path,
      content: null,
      mode: "600",
      restoreOriginal: true,
    });
    const smaller = { ...UPLINK, members: ["em2"] };
    expect(
      NETWORK_MANAGER.write(smaller, kept, true, UPLINK).files.map((file) => [
        file.path,
        file.restoreOriginal === true,
      ]),
    ).to.deep.equal([
      [`${FOLDER}/bond0-em1.nmconnection`, false],
      [path, true],
    ]);
  });

  it("are those of the stack that holds the devices", () => {
    const managed = managedHost(UPLINK);
    expect(stackFor(managed, ["bond0", "em1"]).name).to.equal("networkmanager");
    const unmanaged = managedHost(UPLINK, { devices: [{ name: "em1", state: "unmanaged" }] });
    const both = { ...unmanaged, stack: { ...unmanaged.stack, networkScripts: true } };
    expect(stackFor(both, ["bond0", "em1"]).name).to.equal("network-scripts");
    expect(stackFor(both, ["bond0"], "networkmanager").name).to.equal("networkmanager");
    expect(stackFor(unmanaged, ["bond0", "em1"]).name).to.equal("networkmanager");
  });
});

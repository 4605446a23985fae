import { expect } from "chai";
import { type Connection, connectionProblems } from "../../../provider/ssh/index.js";
import { HOST_KEY, keyPair } from "../../ssh/server.js";

const at = (connection: Connection) => connectionProblems(connection).map(({ property }) => property);
const why = (connection: Connection) => connectionProblems(connection)[0]?.reason;

describe("A connection as written", () => {
  it("is fine with a host alone, and with everything set right", () => {
    expect(at({ host: "media1" })).to.deep.equal([]);
    const { pem } = keyPair();
    const proxy = { host: "bastion", proxy: { host: "gate", port: 2222 } };
    const limits = { dialErrorLimit: -1, perDialTimeout: 0.5, commandTimeout: 600, keepAliveTimeout: 30 };
    const full = {
      host: "[2001:db8::1]",
      user: "admin",
      privateKey: pem,
      hostKey: HOST_KEY.line,
      sudo: { password: "x" },
    };
    expect(at({ ...full, ...limits, proxy, legacyAlgorithms: ["ssh-rsa", "aes128-cbc"] })).to.deep.equal([]);
    expect(at({ host: "a", hostKey: `SHA256:${"A".repeat(43)}` })).to.deep.equal([]);
  });

  const cases: [title: string, connection: Connection, property: string, reason: RegExp][] = [
    ["no host", { host: " " }, "host", /is empty/],
    ["a user inside the host", { host: "root@media1" }, "host", /own properties/],
    ["a host that looks like an option", { host: "-oProxyCommand" }, "host", /dash/],
    ["a port out of range", { host: "a", port: 65_536 }, "port", /from 1 to 65535/],
    ["a user with a space", { host: "a", user: "ro ot" }, "user", /not a user name/],
    ["a key that is none", { host: "a", privateKey: "hello" }, "privateKey", /cannot be read|can be read/],
    ["a public key as private key", { host: "a", privateKey: HOST_KEY.line }, "privateKey", /public key/],
    ["a passphrase without a key", { host: "a", privateKeyPassword: "x" }, "privateKeyPassword", /opens nothing/],
    ["a host key that is none", { host: "a", hostKey: "MD5:00:11" }, "hostKey", /neither a public key/],
    [
      "a pin beside the opt-out",
      { host: "a", hostKey: HOST_KEY.line, insecureIgnoreHostKey: true },
      "hostKey",
      /contradict/,
    ],
    ["an unknown legacy algorithm", { host: "a", legacyAlgorithms: ["rot13"] }, "legacyAlgorithms", /rot13: not known/],
    ["no dials at all", { host: "a", dialErrorLimit: 0 }, "dialErrorLimit", /-1 for no limit/],
    ["a time of zero", { host: "a", commandTimeout: 0 }, "commandTimeout", /more than 0/],
    ["an empty sudo password", { host: "a", sudo: { password: "" } }, "sudo.password", /sudo: true/],
    ["a sudo password of two lines", { host: "a", sudo: { password: "a\nb" } }, "sudo.password", /line break/],
    [
      "a wrong hop",
      { host: "a", proxy: { host: "b", proxy: { host: "c", port: 0 } } },
      "proxy.proxy.port",
      /not a port/,
    ],
  ];
  for (const [title, connection, property, reason] of cases) {
    it(`is refused with ${title}`, () => {
      expect(at(connection)).to.deep.equal([property]);
      expect(why(connection)).to.match(reason);
    });
  }

  it("never shows what stands in the wrong place: it may be a password", () => {
    const password = "Tr0ub4dor&3";
    const pem = keyPair().pem.replace(/\n/g, "\n");
    const wrong: Connection[] = [
      { host: `ssh://root:${password}@media1` },
      { host: `root:${password}@media1` },
      { host: `root:${password}` },
      { host: `media1?password=${password}` },
      { host: "a", user: `root:${password}` },
      { host: "a", hostKey: `${password} ${password}` },
      { host: "a", proxy: { host: `root:${password}@gate` } },
      ...(["privateKeyPath", "knownHostsPath", "agentSocketPath"] as const).map((name) => ({ host: "a", [name]: pem })),
    ];
    for (const connection of wrong) {
      const found = connectionProblems(connection);
      expect(found, JSON.stringify(connection)).to.have.length(1);
      expect(JSON.stringify(found)).to.not.contain(password).and.not.contain("BEGIN");
    }
    for (const host of ["2001:db8::1", "[2001:db8::1]", "fe80::1%em1"]) expect(at({ host }), host).to.deep.equal([]);
  });

  it("shows everything that is wrong at once", () => {
    expect(at({ host: "", port: 0, sudo: { password: "" }, proxy: { host: "" } })).to.deep.equal([
      "host",
      "port",
      "proxy.host",
      "sudo.password",
    ]);
  });
});

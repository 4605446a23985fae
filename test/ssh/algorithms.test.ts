import { expect } from "chai";
import type { Algorithms } from "ssh2";
import { type Connection, resetPools, type SshError, withSession } from "../../provider/ssh/index.js";
import { keyPair, type PlayedHost, playHost } from "./server.js";

/** What OpenSSH 7.4 (CentOS 7) offers unless it is told otherwise, as far as it rests neither on SHA-1 nor on CBC. */
const OPENSSH_7_4 = {
  kex: [
    "curve25519-sha256",
    "curve25519-sha256@libssh.org",
    "ecdh-sha2-nistp256",
    "ecdh-sha2-nistp384",
    "ecdh-sha2-nistp521",
    "diffie-hellman-group16-sha512",
    "diffie-hellman-group18-sha512",
    "diffie-hellman-group14-sha256",
  ],
  cipher: ["aes128-ctr", "aes192-ctr", "aes256-ctr", "aes128-gcm@openssh.com", "aes256-gcm@openssh.com"],
  hmac: ["hmac-sha2-256-etm@openssh.com", "hmac-sha2-512-etm@openssh.com", "hmac-sha2-256", "hmac-sha2-512"],
} as const;

/** What a machine of another age knows, and nothing else. */
const ANCIENT = {
  kex: ["diffie-hellman-group14-sha1"],
  cipher: ["aes128-cbc"],
  hmac: ["hmac-sha1"],
  serverHostKey: ["ssh-rsa"],
} as const;

describe("Old machines and new ones", function () {
  this.timeout(20_000);
  const hosts: PlayedHost[] = [];
  const play = async (algorithms: Record<string, readonly string[]>, key = keyPair()): Promise<Connection> => {
    const host = await playHost({ algorithms: algorithms as unknown as Algorithms, hostKeys: [key.pem] });
    hosts.push(host);
    return { ...host.connection, hostKey: key.line };
  };
  const enters = async (connection: Connection) =>
    expect((await withSession(connection, (session) => session.run({ script: "cat", input: "in" }))).stdout).to.equal(
      "in",
    );
  const refused = (connection: Connection): Promise<SshError> =>
    enters(connection).then(
      () => expect.fail("was let in"),
      (error) => error,
    );

  afterEach(async () => {
    await resetPools();
    await Promise.all(hosts.splice(0).map((host) => host.stop()));
  });

  for (const [kind, names] of Object.entries(OPENSSH_7_4))
    it(`agree on any ${kind} of OpenSSH 7.4 that is left alone`, async () => {
      for (const name of names) await enters(await play({ cipher: ["aes128-ctr"], [kind]: [name] }));
    });

  for (const [title, key] of [
    ["ed25519", keyPair()],
    ["ecdsa nistp256", keyPair("ecdsa", 256)],
    ["ecdsa nistp384", keyPair("ecdsa", 384)],
    ["ecdsa nistp521", keyPair("ecdsa", 521)],
    ["rsa", keyPair("rsa")],
  ] as const)
    it(`prove who they are with an ${title} key`, async () => {
      await enters(await play({}, key));
    });

  it("are refused when they know legacy algorithms only, and let in when those are named", async () => {
    const connection = await play(ANCIENT, keyPair("rsa"));
    const error = await refused(connection);
    expect(error.kind).to.equal("protocol");
    expect(error.message).to.match(/^Unable to connect to 127\.0\.0\.1: .*legacyAlgorithms\.$/);
    const all = Object.values(ANCIENT).flat();
    for (const missing of all)
      await refused({ ...connection, legacyAlgorithms: all.filter((name) => name !== missing) });
    await enters({ ...connection, legacyAlgorithms: all });
  });
});

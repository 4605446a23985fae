import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { type Connection, resetPools, type SshError, withSession } from "../../provider/ssh/index.js";
import { HOST_KEY, keyPair, type PlayedHost, playHost } from "./server.js";

const ED = keyPair();
const RSA = keyPair("rsa");
const OTHER = keyPair();
const blob = (line: string): string => line.split(" ").slice(0, 2).join(" ");
const print = (line: string): string =>
  `SHA256:${createHash("sha256")
    .update(Buffer.from(line.split(" ")[1] ?? "", "base64"))
    .digest("base64")
    .replace(/=$/, "")}`;

describe("The key of a host with an ed25519 and an RSA key", function () {
  this.timeout(20_000);
  let host: PlayedHost;
  let folder: string;
  const known = (...lines: string[]): Partial<Connection> => {
    const path = join(folder, "known_hosts");
    writeFileSync(path, lines.join("\n"));
    return { knownHostsPath: path };
  };
  const connect = ({ hostKey: _, ...bare }: Connection, more: Partial<Connection>) =>
    withSession({ ...bare, dialErrorLimit: 5, ...more }, (session) => session.run({ script: "echo in", input: "" }));
  const enters = async (more: Partial<Connection>) =>
    expect((await connect(host.connection, more)).stdout).to.equal("in\n");
  const refused = async (more: Partial<Connection>): Promise<string> => {
    const before = [host.connections, host.logins.length];
    const error: SshError = await connect(host.connection, more).then(
      () => expect.fail("was trusted"),
      (reason) => reason,
    );
    expect(error.kind).to.equal("host-key");
    expect(host.logins.length, "no login before the key is right").to.equal(before[1]);
    return error.message;
  };
  const name = () => `[127.0.0.1]:${host.port}`;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "known-"));
  });
  beforeEach(async () => {
    host = await playHost({ hostKeys: [ED.pem, RSA.pem] });
  });
  afterEach(async () => {
    await resetPools();
    await host.stop();
  });
  after(() => rmSync(folder, { recursive: true }));

  it("is accepted when known_hosts has it, whichever of the two it has", async () => {
    await enters(known(`${name()} ${blob(ED.line)}`));
    await resetPools();
    await enters(known(`${name()} ${blob(RSA.line)}`));
  });

  it("is accepted when hostKey is either key or either fingerprint", async () => {
    for (const hostKey of [ED.line, RSA.line, print(ED.line), print(RSA.line), `${print(RSA.line)}=`]) {
      await enters({ hostKey });
      await resetPools();
    }
  });

  it("is refused when it is unknown, with the fingerprint and the line to add", async () => {
    const message = await refused(known());
    expect(message)
      .to.contain(print(ED.line))
      .and.contain(`${name()} ${blob(ED.line)}`);
    expect(message).to.match(/is not known\. Compare the fingerprint/);
    expect(host.connections, "asked once").to.equal(1);
    await enters(known(message.slice(message.indexOf(name()))));
  });

  it("is refused loudly when it has changed, with or without insecureIgnoreHostKey", async () => {
    const wrong = known("", `${name()} ${blob(OTHER.line)}`);
    expect(await refused(wrong)).to.match(/THE HOST KEY HAS CHANGED.*known_hosts:2/);
    expect(await refused({ ...wrong, insecureIgnoreHostKey: true })).to.match(/THE HOST KEY HAS CHANGED/);
  });

  it("is refused when it is revoked, even if it is pinned", async () => {
    const revoked = known(`@revoked * ${blob(ED.line)}`);
    expect(await refused(revoked)).to.match(/marked @revoked in .*:1/);
    expect(await refused({ ...revoked, hostKey: ED.line })).to.match(/marked @revoked/);
    expect(await refused({ ...revoked, insecureIgnoreHostKey: true })).to.match(/marked @revoked/);
  });

  it("is refused when it is that of a hop on the way and unknown, changed or revoked", async () => {
    const far = await playHost();
    const over = (...lines: string[]) => {
      const { hostKey: _, ...hop } = host.connection;
      return connect({ ...far.connection, proxy: { ...hop, ...known(...lines) } }, { hostKey: HOST_KEY.line });
    };
    const lost = (...lines: string[]) =>
      over(...lines).then(
        () => expect.fail("was trusted"),
        (error: SshError) => `${error.kind}: ${error.message}`,
      );
    const line = `${name()} ${blob(ED.line)}`;
    expect(await lost()).to.match(/^host-key: .*is not known/);
    expect(await lost(`${name()} ${blob(OTHER.line)}`)).to.match(/^host-key: .*THE HOST KEY HAS CHANGED/);
    expect(await lost(line, `@revoked * ${blob(ED.line)}`)).to.match(/^host-key: .*marked @revoked/);
    expect([host.logins.length, far.connections], "nothing is sent before").to.deep.equal([0, 0]);
    expect((await over(line)).stdout).to.equal("in\n");
    await resetPools();
    await far.stop();
  });

  it("is refused with a clear word when only a certificate authority is known", async () => {
    expect(await refused(known(`@cert-authority * ${blob(OTHER.line)}`))).to.match(
      /host certificates are not supported/,
    );
  });

  it("is refused when it is not the pinned one", async () => {
    expect(await refused({ hostKey: OTHER.line })).to.match(/is not the one that hostKey names/);
    expect(await refused({ hostKey: print(OTHER.line) })).to.match(/is not the one that hostKey names/);
  });

  it("is accepted unseen with insecureIgnoreHostKey, and a warning says so", async () => {
    const said: string[] = [];
    const former = console.error;
    console.error = (text: string) => said.push(text);
    try {
      await enters({ ...known(), insecureIgnoreHostKey: true });
    } finally {
      console.error = former;
    }
    expect(said.join())
      .to.contain(print(ED.line))
      .and.match(/^Warning: .* NOT checked/);
  });

  it("needs the known_hosts file that is named", async () => {
    expect(await refused({ knownHostsPath: join(folder, "none") })).to.match(/there is no such file/);
  });
});

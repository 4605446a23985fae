import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { exclusively, type Hop } from "../../../provider/ssh/index.js";
import { resolveTarget, type Target } from "../../../provider/ssh/target.js";

describe("A host alias of ~/.ssh/config", () => {
  let home: string;
  const before = { HOME: process.env.HOME, SSH_AUTH_SOCK: process.env.SSH_AUTH_SOCK };
  const config = (text: string, file = "config") => writeFileSync(join(home, ".ssh", file), text);
  const way = (target: Target | undefined): string[] =>
    target === undefined ? [] : [...way(target.via), `${target.user}@${target.host}:${target.port}`];
  const to = (hop: Hop) => way(resolveTarget(hop));

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "home-"));
    mkdirSync(join(home, ".ssh"));
    process.env.HOME = home;
    delete process.env.SSH_AUTH_SOCK;
  });
  afterEach(() => {
    rmSync(home, { recursive: true });
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });

  it("need not exist", () => {
    expect(to({ host: "media1" })).to.deep.equal(["root@media1:22"]);
  });

  it("gives host name, port, user and key files, and the connection's own words win", () => {
    config(
      "Host media1\n  HostName 10.0.0.1\n  Port 2222\n  User ops\n  IdentityFile ~/.ssh/%r_key\n  IdentitiesOnly yes\n",
    );
    const target = resolveTarget({ host: "media1" });
    expect(way(target)).to.deep.equal(["ops@10.0.0.1:2222"]);
    expect([target.name, target.keyName, target.keyPort]).to.deep.equal(["media1", "10.0.0.1", 2222]);
    expect(target.identityFiles).to.deep.equal([join(home, ".ssh/ops_key")]);
    expect(target.identitiesOnly).to.equal(true);
    expect(to({ host: "media1", port: 22, user: "me" })).to.deep.equal(["me@10.0.0.1:22"]);
  });

  it("reads keywords in any case, patterns, and files that are included", () => {
    mkdirSync(join(home, ".ssh/conf.d"));
    config("Include conf.d/*.conf\nhost media*\n  hostname 10.0.0.9\n");
    config("Host media7\n  HOSTNAME 10.0.0.7\n", "conf.d/a.conf");
    expect(to({ host: "media7" })).to.deep.equal(["root@10.0.0.7:22"]);
    expect(to({ host: "media8" })).to.deep.equal(["root@10.0.0.9:22"]);
  });

  it("goes through every hop of ProxyJump, each an alias of its own", () => {
    config("Host gate\n  HostName 192.0.2.1\n  User door\nHost media1\n  ProxyJump gate,me@[2001:db8::2]:2200\n");
    expect(to({ host: "media1" })).to.deep.equal(["door@192.0.2.1:22", "me@2001:db8::2:2200", "root@media1:22"]);
    expect(to({ host: "media1", proxy: { host: "own" } })).to.deep.equal(["root@own:22", "root@media1:22"]);
  });

  it("refuses a loop of hops and a ProxyCommand, in so many words", () => {
    config("Host a\n  ProxyJump b\nHost b\n  ProxyJump a\nHost c\n  ProxyCommand nc %h %p\n");
    expect(() => to({ host: "a" })).to.throw("more than 8 hops");
    expect(() => to({ host: "c" })).to.throw("ProxyCommand, which cannot be used here");
  });

  it("never runs the command of Match exec: who could be affected is refused with file and line", () => {
    const ran = join(home, "ran");
    config(
      `Host plain\n  Port 2200\nMatch host media* exec "touch ${ran}"\n  Port 2222\nMatch exec "touch ${ran}"\n  SendEnv X\n`,
    );
    const refusal = `Unable to connect to media1: ${join(home, ".ssh/config")} line 3 (Match exec) would run a command to decide its port, which is not done here. Write that into a Host block, or into the connection.`;
    expect(() => to({ host: "media1" })).to.throw(refusal);
    expect(to({ host: "media1", port: 22 }), "the connection says it").to.deep.equal(["root@media1:22"]);
    expect(to({ host: "nas" }), "another criterion does not hold").to.deep.equal(["root@nas:22"]);
    expect(existsSync(ran)).to.equal(false);
  });

  it("runs no command and asks no resolver for what an outer Match exec includes", () => {
    const ran = join(home, "ran");
    config(`Match exec "touch ${ran}"\n  Include more\n`);
    config("Host a\n  User ops\nHost b\n  Compression yes\n", "more");
    expect(() => to({ host: "a" })).to.throw("(Match exec) would run a command to decide its user");
    expect(to({ host: "b" })).to.deep.equal(["root@b:22"]);
    expect(existsSync(ran)).to.equal(false);
  });

  it("refuses a name whose full form only the resolver knows", () => {
    config("CanonicalizeHostname yes\nCanonicalDomains lab.example\nMatch canonical host *.example\n  Port 2222\n");
    expect(() => to({ host: "media1" })).to.throw("Write the full name as host");
    expect(to({ host: "media1.lab.example" })).to.deep.equal(["root@media1.lab.example:2222"]);
  });

  it("names the file and the line that it cannot follow", () => {
    const main = join(home, ".ssh/config");
    config("Host other\n  Port none\n");
    expect(() => to({ host: "a" })).to.throw(`${main} line 2 cannot be used: port does not have a number`);
    config("Include config\n");
    expect(() => to({ host: "a" })).to.throw("includes files more than 16 deep. Look for a circle.");
    config("IdentityFile ~/%C\n");
    expect(() => to({ host: "a" })).to.throw("a file name with %C, which is not known here. Write it out.");
  });

  it("does not trust a file that others may write", () => {
    config("Host a\n  HostName 10.0.0.1\n");
    chmodSync(join(home, ".ssh/config"), 0o666);
    expect(() => to({ host: "a" })).to.throw("cannot be trusted: others may write");
  });

  it("is read once for a whole operation, so that a file saved meanwhile does not move the host", async () => {
    config("Host a\n  HostName 10.0.0.1\n");
    await exclusively({ host: "a" }, async () => {
      config("Host a\n  HostName 10.0.0.2\n");
      expect(to({ host: "a" })).to.deep.equal(["root@10.0.0.1:22"]);
    });
    expect(to({ host: "a" })).to.deep.equal(["root@10.0.0.2:22"]);
  });

  it("uses no key file after IdentityFile none, and no known_hosts after UserKnownHostsFile none", () => {
    config("Host a\n  IdentityFile none\n  UserKnownHostsFile none\n  GlobalKnownHostsFile /g\n");
    const { identityFiles, usualIdentities, knownHosts } = resolveTarget({ host: "a" });
    expect([identityFiles, usualIdentities, knownHosts]).to.deep.equal([[], false, ["/g"]]);
  });

  it("finds the agent, and knows when it is turned off", () => {
    process.env.SSH_AUTH_SOCK = "/run/agent";
    config("Host off\n  IdentityAgent none\nHost own\n  IdentityAgent ~/agent\n");
    expect(resolveTarget({ host: "media1" }).agent).to.equal("/run/agent");
    expect(resolveTarget({ host: "off" }).agent).to.equal(undefined);
    expect(resolveTarget({ host: "own" }).agent).to.equal(join(home, "agent"));
    expect(resolveTarget({ host: "own", agentSocketPath: "~/x" }).agent).to.equal(join(home, "x"));
  });

  it("looks the key up where the user keeps it", () => {
    config("Host media1\n  HostKeyAlias shelf\n  UserKnownHostsFile ~/a ~/b\n  Port 2222\n");
    const target = resolveTarget({ host: "media1" });
    expect([target.keyName, target.keyPort]).to.deep.equal(["shelf", 22]);
    expect(target.knownHosts).to.deep.equal([join(home, "a"), join(home, "b"), "/etc/ssh/ssh_known_hosts"]);
    expect(resolveTarget({ host: "x", knownHostsPath: "~/k" }).knownHosts).to.deep.equal([join(home, "k")]);
  });

  it("takes IPv6 literals with and without brackets", () => {
    expect(to({ host: "[2001:db8::1]" })).to.deep.equal(to({ host: "2001:db8::1" }));
  });
});

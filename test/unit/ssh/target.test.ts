import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { Hop } from "../../../provider/ssh/index.js";
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

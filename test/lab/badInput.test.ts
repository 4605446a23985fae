import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect } from "chai";
import { Lab } from "./lab";
import { Stack } from "./stack";

/** Everything that can be known to be wrong without a host, in as few resources as can have it all, by property. */
const KNOWN_AT_PREVIEW: Record<string, unknown>[] = [
  {
    mode: "round-robin",
    device: "a-name-too-long-for-a-device",
    members: [],
    addresses: ["10.0.2.15"],
    mtu: 10,
  },
  { device: "bond/0", members: ["em1", "em1"], gateway: "10.9.9.9" },
  { device: "ppp0", options: { miimon: 100, updelay: 150, lacpRate: "fast", resendIgmp: 256 } },
];

/** A user who may log in, and nothing else. */
const GUEST_USER = `userdel -rf hand 2>/dev/null; useradd -m -s /bin/bash hand
install -d -m 700 -o hand /home/hand/.ssh && install -m 600 -o hand ~root/.ssh/authorized_keys /home/hand/.ssh/`;

describe("Bad input", function () {
  this.timeout(300_000);
  let lab: Lab;
  let stack: Stack;
  const bond = (more: Record<string, unknown> = {}) => ({
    bond0: {
      connection: { ...lab.connection(), dialErrorLimit: 1 },
      mode: "balance-rr",
      members: ["em1", "em2"],
      addresses: ["10.0.2.15/24"],
      gateway: "10.0.2.2",
      ...more,
    },
  });

  before(async () => {
    lab = await Lab.up();
    await lab.reset();
    stack = await Stack.create(bond());
  });
  after(async () => {
    await stack?.remove();
  });

  const hostState = async () =>
    (
      await lab.machine(
        "cat /sys/class/net/bonding_masters; ip -o address show scope global; ip route; cd /etc/sysconfig; stat -c '%n %a %U' network network-scripts/ifcfg-*; cat network network-scripts/ifcfg-*",
      )
    ).stdout;

  /** What up says of a declaration that cannot be; the host must be as before. */
  async function refused(more: Record<string, unknown>): Promise<string> {
    const before = await hostState();
    await stack.declare(bond(more));
    const { code, output } = await stack.run("up", "--yes", "--skip-preview");
    expect(code, output).to.not.equal(0);
    expect(await hostState()).to.equal(before);
    return output;
  }

  for (const wrong of KNOWN_AT_PREVIEW)
    it(`is shown at preview, every failure of a resource on its property: ${Object.keys(wrong).join(", ")}`, async () => {
      await stack.declare(bond(wrong));
      const { code, output } = await stack.run("preview");
      expect(code).to.not.equal(0);
      const { options = {}, ...properties } = wrong;
      const names = Object.keys(options as object).filter((name) => name !== "miimon");
      const wanted = [
        ...Object.keys(properties).map((property) => `property ${property} value`),
        ...names.map((name) => `property options value .* has a problem: ${name} `),
      ];
      for (const words of wanted) expect(output).to.match(new RegExp(words));
      expect(output.match(/has a problem/g)?.length).to.be.at.least(wanted.length);
    });

  it("names a member that the host does not have", async () => {
    expect(await refused({ members: ["em1", "em9"] })).to.match(/Unable to create bond0 on 127\.0\.0\.1: .*em9/);
  });

  it("names a host that cannot be reached", async () => {
    const connection = { ...lab.connection(), port: 1, dialErrorLimit: 1, perDialTimeout: 3 };
    expect(await refused({ connection })).to.match(/Unable to (reach|connect)/);
  });

  it("says what was tried when the key is wrong", async () => {
    const { privateKeyPath, ...connection } = lab.connection();
    expect(privateKeyPath).to.not.equal("");
    const output = await refused({
      connection: { ...connection, agentSocketPath: "", password: "not it", dialErrorLimit: 1 },
    });
    expect(output).to.include("password").and.not.include("not it");
  });

  it("says which key was refused", async () => {
    const stranger = join(stack.folder, "stranger");
    execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", stranger]);
    const output = await refused({
      connection: { ...lab.connection(), agentSocketPath: "", privateKeyPath: stranger },
    });
    expect(output).to.match(/Unable to .* 127\.0\.0\.1.*stranger \(ssh-ed25519\)/s);
  });

  it("says that a user is neither root nor allowed to become it", async () => {
    const made = await lab.machine(GUEST_USER);
    expect(made.code, made.stderr).to.equal(0);
    const connection = { ...lab.connection(), user: "hand", dialErrorLimit: 1 };
    const without = await refused({ connection });
    expect(without).to.match(/Unable to create bond0 on 127\.0\.0\.1: .*root.*sudo/);
    const refusedBySudo = await refused({ connection: { ...connection, sudo: true } });
    expect(refusedBySudo).to.match(/Unable to become root on 127\.0\.0\.1 as hand: sudo .*Nothing was changed/);
  });

  it("that only shows on the way is undone, and the error says so", async () => {
    await lab.machine(
      "mv /usr/sbin/ifup /usr/sbin/ifup.away; printf '#!/bin/sh\\nexit 0\\n' > /usr/sbin/ifup; chmod 755 /usr/sbin/ifup",
    );
    const output = await refused({});
    expect(output).to.match(/Unable to create bond0 on 127\.0\.0\.1: .*as it was/s);
    await lab.machine("mv /usr/sbin/ifup.away /usr/sbin/ifup");
  });

  it("refuses a host without network-scripts", async () => {
    await lab.machine("mv /usr/sbin/ifup /usr/sbin/ifup.away");
    expect(await refused({})).to.include("network-scripts");
    await lab.machine("mv /usr/sbin/ifup.away /usr/sbin/ifup");
  });

  it("refuses to move the address that SSH came in by", async () => {
    expect(await refused({ addresses: ["10.0.2.77/24"] })).to.include("allowManagementMove");
  });
});

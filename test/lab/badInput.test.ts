import { expect } from "chai";
import { Lab } from "./lab";
import { Stack } from "./stack";

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

  /** What up says of a declaration that cannot be; the host must have nothing of it afterwards. */
  async function refused(more: Record<string, unknown>): Promise<string> {
    await stack.declare(bond(more));
    const { code, output } = await stack.run("up", "--yes", "--skip-preview");
    expect(code, output).to.not.equal(0);
    expect(
      (
        await lab.machine("cat /sys/class/net/bonding_masters; ls /etc/sysconfig/network-scripts/ifcfg-bond0")
      ).stdout.trim(),
    ).to.equal("");
    return output;
  }

  it("is shown at preview, every failure of a resource at once", async () => {
    const options = { miimon: 100, updelay: 150, lacpRate: "fast" };
    await stack.declare(bond({ options, mtu: 10, gateway: "10.9.9.9", members: ["em1", "em1"] }));
    const { code, output } = await stack.run("preview");
    expect(code).to.not.equal(0);
    for (const word of ["updelay", "lacpRate", "mtu", "10.9.9.9", "em1"]) expect(output).to.include(word);
    expect(output.match(/has a problem/g)?.length).to.be.greaterThan(3);
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

  it("refuses a host without network-scripts", async () => {
    await lab.machine("mv /usr/sbin/ifup /usr/sbin/ifup.away");
    expect(await refused({})).to.include("network-scripts");
    await lab.machine("mv /usr/sbin/ifup.away /usr/sbin/ifup");
  });

  it("refuses to move the address that SSH came in by", async () => {
    expect(await refused({ addresses: ["10.0.2.77/24"] })).to.include("allowManagementMove");
  });
});

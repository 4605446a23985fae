import { expect } from "chai";
import { Lab } from "./lab";
import { Stack } from "./stack";

/** By this key the engine marks an encrypted value in its state. */
const ENCRYPTED = "4dabf18193072939515e22adb298388d";

/** Whatever a change would leave behind: the files with their times, the kernel's bond, and what was ever done. */
const TRACES =
  "stat -c '%n %y %i' /etc/sysconfig/network /etc/sysconfig/network-scripts/ifcfg-*; cat /sys/class/net/bond0/ifindex; " +
  "grep -r '' /sys/class/net/bond0/bonding; ls /var/lib/pulumi-linux-bond/history";

describe("Credentials and addresses that change", function () {
  this.timeout(300_000);
  let lab: Lab;
  let stack: Stack;
  let hostKey: string;

  const bond = (connection: Record<string, unknown>) => {
    const { host, port } = lab.connection();
    return {
      bond0: {
        connection: { host, port, hostKey, agentSocketPath: "", dialErrorLimit: 1, ...connection },
        mode: "active-backup",
        members: ["em1", "em2"],
        addresses: ["10.0.2.15/24"],
        gateway: "10.0.2.2",
      },
    };
  };
  const traces = async () => (await lab.machine(TRACES)).stdout;
  const bonds = async () => (await lab.machine("cat /sys/class/net/bonding_masters")).stdout.trim();
  const isPassword = (password: string) => lab.machine("chpasswd", `ops:${password}\n`);
  const configure = (key: string, value: string) => stack.run("config", "set", "--secret", `linux-bond:${key}`, value);

  beforeEach(async () => {
    lab = await Lab.up();
    await lab.reset();
    await lab.machine("useradd -m ops; cat > /etc/sudoers.d/ops", "ops ALL=(ALL) ALL\n");
    hostKey = (await lab.machine("cut -d' ' -f1,2 /etc/ssh/ssh_host_ed25519_key.pub")).stdout.trim();
    await isPassword("first-password");
    stack = await Stack.create(bond({}));
  });
  afterEach(async () => {
    await stack.remove();
  });

  it("change nothing on the host, and destroy uses the new ones", async () => {
    const way = (password: string) => ({ user: "ops", password, sudo: { password } });
    await stack.declare(bond(way("first-password")));
    await stack.up();
    const before = await traces();
    await isPassword("second-password");
    await stack.declare(bond({ ...way("second-password"), host: "localhost" }));
    expect(await stack.preview()).to.have.length(1);
    await stack.up();
    expect(await traces()).to.equal(before);
    expect((await stack.recorded("bond0"))?.outputs.connection).to.include({ host: "localhost" });
    await stack.destroy();
    expect(await bonds()).to.equal("");
  });

  it("stay out of what is recorded of the bond when they stand in the stack's configuration", async () => {
    await stack.declare(bond({ sudo: true }));
    await configure("user", "ops");
    await configure("password", "first-password");
    await configure("sudoPassword", "first-password");
    await stack.up();
    const recorded = await stack.recorded("bond0");
    expect(recorded?.inputs.connection).to.deep.equal(bond({ sudo: true }).bond0.connection);
    expect(recorded?.outputs.connection).to.deep.equal(bond({ sudo: true }).bond0.connection);
    expect(JSON.stringify(recorded)).to.not.include(ENCRYPTED);
    const before = await traces();
    await isPassword("second-password");
    await configure("password", "second-password");
    await configure("sudoPassword", "second-password");
    console.log((await stack.run("refresh", "--yes", "--skip-preview")).output);
    await stack.up();
    expect(await traces()).to.equal(before);
    await isPassword("third-password");
    await configure("password", "third-password");
    await configure("sudoPassword", "third-password");
    console.log((await stack.run("destroy", "--yes", "--skip-preview")).output);
    console.log((await stack.run("destroy", "--yes", "--skip-preview", "--run-program")).output);
    console.log((await stack.run("stack", "export")).output);
    expect(await bonds()).to.equal("");
  });
});

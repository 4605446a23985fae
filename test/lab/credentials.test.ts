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

  it("stay out of the bond's record when they stand in the stack's configuration, and destroy uses the new ones", async () => {
    const declared = bond({ sudo: true });
    const areNow = async (password: string) => {
      await isPassword(password);
      for (const key of ["password", "sudoPassword"])
        await stack.must("config", "set", "--secret", `linux-bond:${key}`, password);
    };
    await stack.declare(declared);
    await stack.must("config", "set", "linux-bond:user", "ops");
    await areNow("first-password");
    await stack.up();
    const recorded = await stack.recorded("bond0");
    expect(recorded?.inputs.connection).to.deep.equal(declared.bond0.connection);
    expect(recorded?.outputs.connection).to.deep.equal(declared.bond0.connection);
    expect(JSON.stringify(recorded)).to.not.include(ENCRYPTED);
    const before = await traces();
    await areNow("second-password");
    await stack.up("--expect-no-changes");
    expect(await traces()).to.equal(before);
    await stack.refresh("--expect-no-changes");
    await areNow("third-password");
    const { code, output } = await stack.run("destroy", "--yes", "--skip-preview");
    expect(code, "the engine uses what the last update recorded of the configuration").to.not.equal(0);
    expect(output).to.match(/Unable to log in as ops on 127\.0\.0\.1/);
    expect(await traces()).to.equal(before);
    await stack.must("destroy", "--yes", "--skip-preview", "--run-program");
    expect(await bonds()).to.equal("");
  });
});

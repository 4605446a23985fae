import { expect } from "chai";
import { Example } from "../example";
import { Lab, MACHINE_ADDRESS } from "../lab";
import { rack } from "../rack";

const PASSWORD = "correct horse battery staple";

describe("The example behind a bastion, with sudo and a password", function () {
  this.timeout(600_000);
  let lab: Lab;
  let example: Example;
  let hostKey: string;

  /** The bastion is another host of the lab; only it is reached from here. */
  async function configure(more: Record<string, unknown> = {}): Promise<void> {
    const [bastion] = await rack(lab, 1);
    const { host, port, privateKeyPath, knownHostsPath } = bastion?.connection ?? lab.connection();
    await example.configure({
      host: MACHINE_ADDRESS,
      hostKey,
      bastion: host,
      bastionPort: port,
      bastionUser: "root",
      bastionKeyPath: privateKeyPath,
      knownHostsPath,
      address: `${MACHINE_ADDRESS}/24`,
      gateway: "10.0.2.2",
      ...more,
    });
    await example.must("config", "set", "--secret", "password", PASSWORD);
  }

  before(async () => {
    lab = await Lab.up();
    await lab.reset();
    await lab.machine("useradd -m ops; cat > /etc/sudoers.d/ops", "ops ALL=(ALL) ALL\n");
    await lab.machine("chpasswd", `ops:${PASSWORD}\n`);
    hostKey = (await lab.machine("cut -d' ' -f1,2 /etc/ssh/ssh_host_ed25519_key.pub")).stdout.trim();
    example = await Example.create("bastion");
    await configure();
  });
  after(async () => {
    await example?.remove();
    await lab.reset();
  });

  it("moves the very port that the session comes in over into a bond", async () => {
    await example.must("up", "--yes", "--skip-preview");
    expect((await lab.machine("cat /sys/class/net/bond0/bonding/slaves")).stdout.trim()).to.equal("em1 em2");
    expect((await lab.machine("ip -o -4 address show dev bond0")).stdout).to.include(`${MACHINE_ADDRESS}/24`);
    expect(await example.must("stack", "output", "activeMember")).to.match(/em[12]/);
    const way = await lab.machine(
      "journalctl -b -u ssh --no-pager -o cat | grep 'Accepted password for ops' | tail -n 1",
    );
    expect(way.stdout).to.include("from 10.0.2.41");
  });

  it("has nothing to do again, is refreshed, and changed", async () => {
    await example.must("up", "--yes", "--skip-preview", "--refresh", "--expect-no-changes");
    await configure({ miimon: 50 });
    await example.must("up", "--yes", "--skip-preview");
    expect((await lab.machine("cat /sys/class/net/bond0/bonding/miimon")).stdout).to.equal("50\n");
  });

  it("keeps the password out of state, outputs and the host", async () => {
    for (const what of [
      ["stack", "export"],
      ["stack", "output"],
      ["stack", "history"],
    ])
      expect(await example.must(...what)).to.not.include(PASSWORD);
    const { stdout } = await lab.machine(
      `grep -rlF '${PASSWORD}' /var/lib/pulumi-linux-bond /etc /var/log 2>/dev/null`,
    );
    expect(stdout).to.equal("");
  });

  it("goes over the bastion as it came", async () => {
    await example.must("destroy", "--yes", "--skip-preview");
    expect((await lab.machine("cat /sys/class/net/bonding_masters")).stdout.trim()).to.equal("");
  });
});

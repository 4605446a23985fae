import { expect } from "chai";
import { Lab } from "./lab";
import { plainSsh as ssh } from "./plainSsh";
import { onRack, rack } from "./rack";

describe("The lab", function () {
  this.timeout(900_000);
  let lab: Lab;

  before("bring the guest up", async function () {
    this.timeout(1_200_000);
    lab = await Lab.up();
    await lab.reset();
  });

  it("answers SSH over em1, as a machine whose pid 1 is systemd", async () => {
    const text = await ssh(
      lab.connection(),
      "hostname; cat /proc/1/comm; ip -o -4 address show em1; ip route show default",
    );
    expect(text)
      .to.match(/^media1\nsystemd\n/)
      .and.contain("inet 10.0.2.15/24")
      .and.contain("default via 10.0.2.2 dev em1");
  });

  it("has the bonding driver, no bond, and the network service that brought em1 up from its file", async () => {
    const { stdout } = await lab.machine(
      "cat /sys/class/net/bonding_masters; systemctl is-active network; cat /etc/machine-id",
    );
    expect(stdout).to.equal("active\n5eed5eed5eed5eed5eed5eed5eed0001\n");
  });

  it("takes commands while the machine's own network is gone, and a cut link has no carrier", async () => {
    await lab.cutLink("em1");
    expect((await lab.machine("cat /sys/class/net/em1/carrier")).stdout).to.equal("0\n");
    expect((await lab.machine("ip link set em1 down; hostname")).stdout).to.equal("media1\n");
    await lab.restoreLink("em1");
    expect((await lab.machine("ifdown em1; ifup em1")).code).to.equal(0);
    expect(await ssh(lab.connection(), "cat /sys/class/net/em1/carrier")).to.equal("1\n");
  });

  it("gives em1 and its files back on reset, with the clock of today", async () => {
    await lab.machine(
      "rm /etc/sysconfig/network-scripts/ifcfg-em1; ip link add bond7 type bond; ip address flush dev em1; date -s 2001-01-01",
    );
    await lab.reset();
    const text = await ssh(
      lab.connection(),
      "cat /etc/sysconfig/network-scripts/ifcfg-em1; cat /sys/class/net/bonding_masters; date +%s",
    );
    expect(text)
      .to.match(/^DEVICE=em1\n/)
      .and.not.contain("bond7");
    expect(Math.abs(Number(text.trim().split("\n").at(-1)) - Date.now() / 1000)).to.be.below(30);
  });

  it("has a switch that aggregates: both members reach one LACP partner", async () => {
    await lab.lacpPartner(true);
    const make = "ip link add bond0 type bond mode 802.3ad miimon 100 lacp_rate fast";
    await lab.machine(
      `${make}; for m in em1 em2; do ip link set $m down; ip link set $m master bond0; done; ip link set bond0 up`,
    );
    const agreed = "grep -q 'Number of ports: 2' /proc/net/bonding/bond0";
    const { stdout } = await lab.machine(
      `for i in $(seq 60); do ${agreed} && break; sleep 0.5; done; cat /proc/net/bonding/bond0`,
    );
    expect(stdout).to.contain("Number of ports: 2").and.contain("Partner Mac Address: 52:54:00:00:01:10");
    await lab.reset();
    expect((await lab.switch("ls /sys/class/net")).stdout).to.not.contain("trunk");
  });

  it("boots from its disk after a power cut, with what was written and synced before it", async () => {
    await lab.machine("echo kept >/var/kept; sync; echo lost >/run/lost");
    await lab.powerOff();
    await lab.boot();
    expect(await ssh(lab.connection(), "cat /var/kept; ls /run/lost 2>&1; true")).to.match(/^kept\n.*No such file/);
    await lab.reset();
  });

  it("has a rack: hosts with names, files, members and SSH of their own", async () => {
    const hosts = await rack(lab, 20);
    const names = await Promise.all(
      hosts.map(({ connection }) => ssh(connection, "hostname; cat /etc/machine-id; ls /sys/class/net/")),
    );
    expect(new Set(names).size).to.equal(20);
    for (const [n, text] of names.entries())
      expect(text).to.match(new RegExp(`^rack${n + 1}\n5eed.*\n(?:.*\n)*em1\nem2\nlo\n$`));
    const [first] = hosts;
    if (first === undefined) throw new Error("no host");
    await onRack(lab, first, "echo mine >/etc/sysconfig/mine");
    expect((await lab.machine("ls /etc/sysconfig")).stdout).to.not.contain("mine");
    expect(await ssh(first.connection, "cat /etc/sysconfig/mine")).to.equal("mine\n");
    await lab.reset();
  });
});

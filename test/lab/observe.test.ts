import { expect } from "chai";
import { hostScript } from "../../provider/host/scripts";
import { decodeObserved } from "../../provider/observe/decode";
import { Host } from "./host";
import { Lab } from "./lab";

/** A bond made by hand, a VLAN on it, a bridge beside it, and files that try to pass for something else. */
const SCENE = `
set -e
echo +bond7 >/sys/class/net/bonding_masters
echo 802.3ad >/sys/class/net/bond7/bonding/mode
echo 100 >/sys/class/net/bond7/bonding/miimon
ip link set em2 down; echo +em2 >/sys/class/net/bond7/bonding/slaves
ip link set bond7 up mtu 1400
ip link add link bond7 name bond7.20 type vlan id 20
ip addr add 10.20.0.1/24 dev bond7.20
ip link set bond7.20 up
ip route add 10.30.0.0/16 via 10.20.0.9 metric 5
ip link add br7 type bridge; ip link set em3 master br7
cd /etc/sysconfig/network-scripts
printf 'end\\nuid 7\\nDEVICE=x' >ifcfg-forged
printf 'DEVICE=nl\\n' >"ifcfg-new
line"
printf 'X=\\200\\n' >ifcfg-bytes
mkdir ifcfg-folder; mkfifo ifcfg-pipe; ln -s nowhere ifcfg-dangling
printf 'secret\\n' >keys-em9; chmod 600 keys-em9
`;

describe("An observation of a real host", function () {
  this.timeout(600_000);
  let lab: Lab;
  let host: Host;

  before("bring the guest up", async function () {
    this.timeout(1_200_000);
    lab = await Lab.up();
    host = new Host(lab);
    await lab.reset();
    expect((await lab.machine(SCENE)).stderr).to.equal("");
  });

  it("tells a NetworkManager that the next boot starts from one that nothing starts", async () => {
    const manager = async (command: string) => {
      expect((await lab.machine(`systemctl -q ${command} NetworkManager`)).code).to.equal(0);
      return (await host.look()).stack.networkManager;
    };
    expect((await host.look()).stack.networkManager, "masked").to.equal("disabled");
    await manager("unmask");
    expect(await manager("enable")).to.equal("stopped");
    expect(await manager("disable")).to.equal("disabled");
    await manager("mask");
  });

  it("agrees with what plain commands say", async () => {
    const plain = async (command: string) => (await lab.machine(command)).stdout.trim();
    const PROC = "cat /proc/net/bonding/bond7";
    // LACP goes on from state to state meanwhile: what was seen is what stood there just before or just after.
    const before = await plain(PROC);
    const seen = await host.look();
    const after = await plain(PROC);
    expect(seen.machineId).to.equal(await plain("cat /etc/machine-id"));
    expect(seen.stack).to.include({
      networkScripts: true,
      networkService: "enabled",
      systemd: true,
      etcWritable: true,
    });
    expect(seen.bonds.bond7?.members).to.deep.equal(["em2"]);
    expect(seen.bonds.bond7?.proc.trim()).to.be.oneOf([before, after]);
    const options = await plain('cd /sys/class/net/bond7/bonding; for file in *; do echo "$file=$(cat $file)"; done');
    const shown = Object.entries(seen.bonds.bond7?.options ?? {}).map(([name, text]) => `${name}=${text}`);
    expect(shown.sort().join("\n")).to.equal(options.split("\n").sort().join("\n"));
    expect(seen.links["bond7.20"]).to.include({ kind: "vlan", parent: "bond7", up: true });
    expect(seen.links["bond7.20"]?.addresses).to.deep.equal(["10.20.0.1/24"]);
    expect(seen.links.em2).to.include({ master: "bond7", permanentMac: "52:54:00:00:00:02", mtu: 1400 });
    expect(seen.links.em3).to.include({ master: "br7" });
    expect(seen.links.br7).to.include({ kind: "bridge" });
    expect(seen.routes).to.deep.include({ to: "10.30.0.0/16", via: "10.20.0.9", dev: "bond7.20", metric: 5 });
  });

  it("takes files for what they are, whatever their names and contents try", async () => {
    const { files, privileged } = await host.look();
    const named = (name: string) => files[`/etc/sysconfig/network-scripts/${name}`];
    expect(privileged).to.equal(true);
    expect(named("ifcfg-forged")).to.include({ content: "end\nuid 7\nDEVICE=x", exact: true });
    expect(named("ifcfg-bytes")).to.include({ exact: false });
    expect(named("keys-em9")).to.include({ mode: "600", content: "secret\n" });
    expect(Object.keys(files).filter((path) => /folder|pipe|dangling|line/.test(path))).to.deep.equal([]);
  });

  it("knows what a user without rights could not read from what is not there", async () => {
    await lab.machine("id nobody >/dev/null");
    const script = `exec 2>&1\n${hostScript("observe")}`;
    const said = await lab.machine(
      "cat >/tmp/observe.sh; chmod 644 /tmp/observe.sh; setpriv --reuid nobody --clear-groups sh /tmp/observe.sh",
      script,
    );
    const seen = decodeObserved(said.stdout);
    expect(seen.privileged).to.equal(false);
    expect(seen.unreadFiles).to.deep.equal(["/etc/sysconfig/network-scripts/keys-em9"]);
    expect(seen.bonds.bond7?.unread).to.include("ad_actor_system");
    expect(seen.bonds.bond7?.options).to.have.property("mode", "802.3ad 4");
  });

  it("has a digest that follows what a change depends on, and nothing else", async () => {
    const { digest } = await host.look();
    await lab.cutLink("em2");
    await lab.machine("sleep 1");
    expect((await host.look()).digest, "carrier comes and goes").to.equal(digest);
    await lab.restoreLink("em2");
    await lab.machine(
      "ip link add cali1 type veth peer name cali2; ip addr add 10.99.0.1/32 dev cali1; ip link set cali1 up",
    );
    expect((await host.look()).digest, "a container comes and goes").to.equal(digest);
    await lab.machine("ip link del cali1");
    const changes: [string, string][] = [
      ["echo 50 >/sys/class/net/bond7/bonding/miimon", "echo 100 >/sys/class/net/bond7/bonding/miimon"],
      ["ip addr add 10.20.0.2/24 dev bond7.20", "ip addr del 10.20.0.2/24 dev bond7.20"],
      ["ip link set em2 mtu 1300", "ip link set em2 mtu 1400"],
      ["chmod 640 /etc/sysconfig/network", "chmod 644 /etc/sysconfig/network"],
      ["echo '# x' >>/etc/sysconfig/network", "sed -i '$d' /etc/sysconfig/network"],
    ];
    for (const [change, back] of changes) {
      await lab.machine(change);
      expect((await host.look()).digest, change).not.to.equal(digest);
      await lab.machine(back);
    }
    expect((await host.look()).digest).to.equal(digest);
  });
});

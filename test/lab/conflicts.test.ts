import { expect } from "chai";
import { Direct } from "./direct";
import { Lab } from "./lab";

const SCRIPTS = "/etc/sysconfig/network-scripts";

/** What is in the way, how it gets there and goes again, and the sentence that refuses. */
const TABLE: [title: string, spoil: string, mend: string, reason: string][] = [
  [
    "no network-scripts",
    "mv /usr/sbin/ifup /usr/sbin/ifup.gone",
    "mv /usr/sbin/ifup.gone /usr/sbin/ifup",
    "the host has no network-scripts (/sbin/ifup is missing or only calls NetworkManager). Install the package network-scripts, or let NetworkManager 1.40 or newer manage the NICs.",
  ],
  [
    "a network service that does not start at boot",
    "systemctl disable -q network.service",
    "systemctl enable -q network.service",
    "the network service is disabled, so nothing would bring the bond up at boot. Run `systemctl enable network`, or declare onBoot: false.",
  ],
  [
    "a second file for a device",
    `echo DEVICE=em2 >${SCRIPTS}/ifcfg-old`,
    `rm ${SCRIPTS}/ifcfg-old`,
    `${SCRIPTS}/ifcfg-old also claims em2. Remove or rename that file; the scripts would take one for the other.`,
  ],
  [
    "a second file for a MAC address",
    `echo HWADDR=52:54:00:00:00:02 >${SCRIPTS}/ifcfg-lan`,
    `rm ${SCRIPTS}/ifcfg-lan`,
    `${SCRIPTS}/ifcfg-lan claims the MAC address of em2 (HWADDR). Remove or rename that file; the scripts would take one for the other.`,
  ],
  [
    "NetworkManager, which has a member",
    "systemctl -q unmask NetworkManager && systemctl start NetworkManager && nmcli device set em2 managed yes",
    "systemctl stop NetworkManager && systemctl -q mask NetworkManager",
    `NetworkManager manages em2, and network-scripts have ${SCRIPTS}/ifcfg-em2 for it. Leave it to one of them: write NM_CONTROLLED=no there and run \`nmcli device set em2 managed no\`, or remove that file.`,
  ],
  [
    "a member of another bond",
    "ip link add bond7 type bond mode active-backup && ip link set em2 down && ip link set em2 master bond7",
    "ip link del bond7",
    "em2 belongs to the bond bond7. Take it out of bond7 first, or leave it out of members.",
  ],
  [
    "a member of a bridge",
    "ip link add br0 type bridge && ip link set em2 master br0",
    "ip link del br0",
    "em2 belongs to the bridge br0. Take it out of br0 first, or leave it out of members.",
  ],
  [
    "a member with an address that the declaration does not mention",
    "ip address add 10.1.1.1/24 dev em2",
    "ip address flush dev em2",
    "em2 has the address 10.1.1.1/24, which the declaration does not mention and which would be lost. Add it to addresses, remove it from the NIC, or set apply.allowManagementMove.",
  ],
  [
    "a member with a VLAN on it",
    "ip link add link em2 name em2.7 type vlan id 7",
    "ip link del em2.7",
    "the VLAN em2.7 stands on em2. Move it to bond0 (VLANs stand on the bond), or remove it.",
  ],
  [
    "a read-only /etc",
    "mount --bind /etc /etc && mount -o remount,bind,ro /etc",
    "umount /etc",
    "/etc is read-only. Remount it writable.",
  ],
];

describe("What is in the way of a change is refused before anything happens", function () {
  this.timeout(120_000);
  let lab: Lab;

  before(async () => {
    lab = await Lab.up();
    await lab.reset();
  });
  after(() => lab.reset());

  const bond = () => ({
    device: "bond0",
    connection: lab.connection(),
    mode: "active-backup",
    members: ["em2", "em3"],
  });
  const refusal = () => new Direct().up(bond()).then(String, ({ message }: Error) => message);
  const must = async (command: string) => {
    const { code, stderr } = await lab.machine(`set -e\n${command}`);
    expect(code, stderr).to.equal(0);
  };
  const expectUntouched = async () =>
    expect((await lab.machine("ls /var/lib/pulumi-linux-bond 2>&1; cat /sys/class/net/bonding_masters")).stdout)
      .to.contain("No such file")
      .and.not.contain("bond0");

  for (const [title, spoil, mend, reason] of TABLE)
    it(title, async () => {
      await must(spoil);
      try {
        expect(await refusal()).to.equal(`Unable to create bond0 on 127.0.0.1: ${reason}`);
        await expectUntouched();
      } finally {
        await must(mend);
      }
    });

  it("too little space", async () => {
    await must("fallocate -l $(($(df -Pk /var/lib | awk 'NR == 2 { print $4 }') - 2048))K /var/lib/full");
    const said = await refusal();
    await must("rm /var/lib/full");
    expect(said).to.match(
      /^Unable to create bond0 on 127\.0\.0\.1: only \d+ kB are free for the snapshot and the files, 4096 are needed\. Free space in \/var\/lib and \/etc\.$/,
    );
    await expectUntouched();
  });

  // A FUSE mount that calls itself sshfs, over the root directory: the mount table is the kernel's own, nobody has to serve it.
  it("a root on a network filesystem", async () => {
    await must(
      "exec 5<>/dev/fuse; mount -i -t fuse.sshfs -o fd=5,rootmode=40000,user_id=0,group_id=0 server:/ /; grep -q '^server:/ / fuse.sshfs' /proc/mounts",
    );
    expect(await refusal()).to.equal(
      "Unable to create bond0 on 127.0.0.1: its root filesystem is on the network (fuse.sshfs). Change this bond on the console; the host would lose its disk in between.",
    );
    await lab.reset();
  });
});

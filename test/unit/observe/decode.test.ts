import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect } from "chai";
import * as fc from "fast-check";
import { hostScript } from "../../../provider/host/scripts";
import { decodeObserved } from "../../../provider/observe/decode";

const ANSWER = `machine-id 5eed
kernel 3.10.0-1160.el7.x86_64
hostname media1
uid 0
ssh 10.0.0.9 50000 10.0.2.15 22
network-scripts
network-service enabled
systemd
selinux
mount / xfs rw,relatime
mount /etc xfs ro,relatime
free 5000
free 4000
dhclient /sbin/dhclient -1 -q -pf /var/run/dhclient-em3.pid em3 
network-manager running
nm-at-boot
nm-version 1.42.4
nm-device em3:connected:6ab1
nm-device em1:unmanaged:
nm-device odd\\:name:disconnected:
nm-profile 6ab1:802-3-ethernet:/etc/NetworkManager/system-connections/em3\\: new.nmconnection
nm-checkpoints ao 1 "/org/freedesktop/NetworkManager/Checkpoint/1"
unread /etc/sysconfig/network-scripts/keys-x
file 644 root:root 12 /etc/sysconfig/network
file 600 ann:wheel 3 /etc/sysconfig/network-scripts/ifcfg-bond0.bak
file 644 root:root 0 /var/lib/pulumi-linux-bond/originals/bond0/absent%etc%sysconfig%network-scripts%ifcfg-bond0
file 640 root:root 2 /var/lib/pulumi-linux-bond/originals/bond0/present%etc%sysconfig%network
file 644 root:root 8 /etc/iproute2/rt_tables
content /etc/sysconfig/network
 NETWORK=yes
content /etc/iproute2/rt_tables
 200 isp
content /etc/sysconfig/network-scripts/ifcfg-bond0.bak
 end
content /var/lib/pulumi-linux-bond/originals/bond0/present%etc%sysconfig%network
 x
option /sys/class/net/bond0/bonding/mode
option /sys/class/net/bond0/bonding/slaves
option /sys/class/net/bond0/bonding/arp_ip_target
unread /sys/class/net/bond0/bonding/ad_actor_system
sysfs
 /sys/class/net/bond0/address:52:54:00:00:00:01
 /sys/class/net/em1/address:52:54:00:00:00:01
 /sys/class/net/bond0.7/address:52:54:00:00:00:01
 /sys/class/net/em1/addr_assign_type:0
 /sys/class/net/bond0/mtu:9000
 /sys/class/net/em1/mtu:9000
 /sys/class/net/bond0.7/mtu:1500
 /sys/class/net/bond0/flags:0x1403
 /sys/class/net/em1/flags:0x1c03
 /sys/class/net/bond0.7/flags:0x1002
 /sys/class/net/em1/carrier:1
 /sys/class/net/bond0/carrier:0
 /sys/class/net/em1/speed:10000
 /sys/class/net/bond0/speed:-1
 /sys/class/net/em1/duplex:full
 /sys/class/net/bond0/uevent:DEVTYPE=bond
 /sys/class/net/bond0/uevent:INTERFACE=bond0
 /sys/class/net/bond0/uevent:IFINDEX=5
 /sys/class/net/bond0.7/uevent:DEVTYPE=vlan
 /sys/class/net/em1/uevent:INTERFACE=em1
 /sys/class/net/em1/master/uevent:DEVTYPE=bond
 /sys/class/net/em1/master/uevent:INTERFACE=bond0
 /sys/class/net/em1/bonding_slave/perm_hwaddr:52:54:00:00:00:99
 /sys/class/net/bond0/bonding/mode:802.3ad 4
 /sys/class/net/bond0/bonding/slaves:em1
 /proc/net/bonding/bond0:Ethernet Channel Bonding Driver: v3.7.1
 /proc/net/bonding/bond0:
 /proc/net/bonding/bond0:Bonding Mode: IEEE 802.3ad
addresses
 5: bond0    inet 10.0.2.15/24 brd 10.0.2.255 scope global bond0\\       valid_lft forever preferred_lft forever
 5: bond0    inet6 fe80::1/64 scope link \\       valid_lft forever preferred_lft forever
 5: bond0    inet6 2001:db8::2/64 scope global \\       valid_lft forever preferred_lft forever
routes4
 default via 10.0.2.2 dev bond0 metric 7 
 10.0.2.0/24 dev bond0 proto kernel scope link src 10.0.2.15 
 default via 10.0.2.9 dev bond0 table isp onlink mtu lock 1400
 blackhole 10.66.0.0/16 table 100 proto static metric 5
 10.67.0.0/16 proto static \\\tnexthop via 10.0.2.2 dev bond0 weight 1 \\\tnexthop via 10.0.2.3 dev bond0 weight 1 
 10.68.0.0/16 via inet6 fe80::1 dev bond0
 local 10.0.2.15 dev bond0 table local proto kernel scope host src 10.0.2.15
rules4
 0:\tfrom all lookup local
 100:\tfrom 10.0.2.15 iif bond9 [detached] lookup isp
 101:\tnot from 10.0.2.15 lookup 100
 32766:\tfrom all lookup main
routes6
 default via 2001:db8::1 dev bond0 metric 1024 expires 1797sec hoplimit 64 pref medium
 unreachable default dev lo table 7 metric 4294967295 error -101 pref medium
 ff00::/8 dev bond0 table local metric 256
rules6
 100:\tfrom 2001:db8::2 fwmark 0x10 lookup 7
above
 6: bond0.7@bond0: <BROADCAST,MULTICAST> mtu 1500 qdisc noop state DOWN mode DEFAULT group default qlen 1000\\    link/ether 52:54:00:00:00:01 brd ff:ff:ff:ff:ff:ff promiscuity 0 \\    vlan protocol 802.1Q id 7 <REORDER_HDR> addrgenmode eui64
transaction 20260101T000000Z-a applied bond0 ann@laptop pid 1
digest ${"ab".repeat(32)}
end
`;

describe("An observation", function () {
  this.timeout(60_000);

  it("says what the host has", () => {
    const seen = decodeObserved(ANSWER);
    expect(seen).to.include({
      machineId: "5eed",
      kernel: "3.10.0-1160.el7.x86_64",
      hostname: "media1",
      privileged: true,
    });
    expect(seen.ssh).to.deep.equal({ client: "10.0.0.9", address: "10.0.2.15", device: "bond0" });
    expect(seen.stack).to.deep.equal({
      networkScripts: true,
      networkService: "enabled",
      networkManager: "running",
      networkManagerDevices: ["em3", "odd:name"],
      manager: {
        version: "1.42.4",
        devices: [
          { name: "em3", state: "connected", id: "6ab1" },
          { name: "em1", state: "unmanaged" },
          { name: "odd:name", state: "disconnected" },
        ],
        profiles: [
          {
            id: "6ab1",
            type: "802-3-ethernet",
            path: "/etc/NetworkManager/system-connections/em3: new.nmconnection",
          },
        ],
        atBoot: true,
        checkpoint: true,
      },
      systemd: true,
      selinux: true,
      rootFilesystem: "xfs",
      etcWritable: false,
      freeKilobytes: 4000,
    });
    expect(seen.transaction).to.deep.equal({
      id: "20260101T000000Z-a",
      phase: "applied",
      device: "bond0",
      holder: "ann@laptop pid 1",
    });
  });

  it("is none where a tool failed: what that did not say would be taken for absent", () => {
    const ip = ANSWER.replace("\nroutes4\n", "\nfailed ip -o addr show\nroutes4\n");
    expect(() => decodeObserved(ip)).to.throw('"ip -o addr show" fails there, or that tool is missing');
    const grep = ANSWER.replace(/\nsysfs\n[\s\S]*\naddresses\n/, "\nsysfs\naddresses\n");
    expect(() => decodeObserved(grep)).to.throw('"grep" fails there, or that tool is missing');
  });

  it("keeps files byte for byte, whether their last line ends or not", () => {
    const { files, originals, unreadFiles } = decodeObserved(ANSWER);
    expect(files["/etc/sysconfig/network"]).to.deep.equal({
      content: "NETWORK=yes\n",
      mode: "644",
      owner: "root:root",
      exact: true,
    });
    expect(files["/etc/sysconfig/network-scripts/ifcfg-bond0.bak"]).to.deep.equal({
      content: "end",
      mode: "600",
      owner: "ann:wheel",
      exact: true,
    });
    expect(originals).to.deep.equal({
      bond0: {
        "/etc/sysconfig/network": { content: "x\n", mode: "640", owner: "root:root", exact: true },
        "/etc/sysconfig/network-scripts/ifcfg-bond0": null,
      },
    });
    expect(unreadFiles).to.deep.equal(["/etc/sysconfig/network-scripts/keys-x"]);
  });

  it("tells links apart: members, VLANs, what is up and what has carrier", () => {
    const { links } = decodeObserved(ANSWER);
    expect(links.em1).to.deep.equal({
      name: "em1",
      up: true,
      carrier: true,
      mtu: 9000,
      mac: "52:54:00:00:00:01",
      permanentMac: "52:54:00:00:00:99",
      speedMbps: 10000,
      duplex: "full",
      master: "bond0",
      kind: "",
      addresses: [],
    });
    expect(links.bond0).to.include({ kind: "bond", carrier: false, up: true });
    expect(links.bond0?.addresses).to.deep.equal(["10.0.2.15/24", "2001:db8::2/64"]);
    expect(links["bond0.7"])
      .to.include({ kind: "vlan", parent: "bond0", up: false })
      .and.not.to.have.property("carrier");
  });

  it("knows the addresses that have a lifetime, as DHCP and routers give it", () => {
    const given = "2001:db8::2/64 scope global dynamic mngtmpaddr \\\\       valid_lft 86000sec";
    const { links } = decodeObserved(ANSWER.replace(/2001:db8::2\/64 scope global .*/, given));
    expect(links.bond0?.addresses).to.deep.equal(["10.0.2.15/24", "2001:db8::2/64"]);
    expect(links.bond0?.dynamic).to.deep.equal(["2001:db8::2/64"]);
  });

  it("has every option of a bond, empty ones too, and knows unread from absent", () => {
    const { bonds, routes, rules, dhcp } = decodeObserved(
      ANSWER.replace("bond0 metric 7", "bond0 metric 7").replaceAll("em3 \n", "em3 em1\n"),
    );
    expect(bonds.bond0).to.deep.equal({
      proc: "Ethernet Channel Bonding Driver: v3.7.1\n\nBonding Mode: IEEE 802.3ad\n",
      options: { mode: "802.3ad 4", slaves: "em1", arp_ip_target: "" },
      unread: ["ad_actor_system"],
      members: ["em1"],
    });
    expect(routes).to.deep.equal([
      { to: "default", via: "10.0.2.2", dev: "bond0", metric: 7 },
      { to: "10.0.2.0/24", source: "10.0.2.15", dev: "bond0" },
      { to: "default", via: "10.0.2.9", table: 200, mtu: 1400, onLink: true, dev: "bond0" },
      { to: "10.66.0.0/16", metric: 5, table: 100, type: "blackhole", dev: "" },
      { to: "default", via: "2001:db8::1", dev: "bond0", metric: 1024 },
      { to: "::/0", metric: 4294967295, table: 7, type: "unreachable", dev: "" },
    ]);
    expect(rules).to.deep.equal([
      { table: 255, priority: 0, family: 4 },
      { from: "10.0.2.15", table: 200, priority: 100, iif: "bond9", family: 4 },
      { table: 254, priority: 32766, family: 4 },
      { from: "2001:db8::2", table: 7, priority: 100, fwmark: 16, family: 6 },
    ]);
    expect(dhcp).to.deep.equal(["em1"]);
  });

  it("that was cut off anywhere is an error, not half a truth", () => {
    for (let length = 0; length < ANSWER.length - 1; length += 7) {
      expect(() => decodeObserved(ANSWER.slice(0, length))).to.throw("its answer breaks off before the end");
    }
  });

  it("cannot be forged by what a file says", () => {
    const hostile = ["end", "uid 0", "file 644 root:root 1 /etc/passwd", "sysfs", "digest 00", "content x"];
    const lines = fc.array(
      fc.oneof(
        fc.string({ unit: "binary" }).map((text) => text.replace(/\n/g, "")),
        fc.constantFrom(...hostile),
      ),
    );
    fc.assert(
      fc.property(lines, (content) => {
        const text = content.map((line) => `${line}\n`).join("");
        const size = Buffer.byteLength(text);
        const answer = ANSWER.replace(
          "content /etc/sysconfig/network\n NETWORK=yes\n",
          () => `content /etc/sysconfig/network\n${content.map((line) => ` ${line}\n`).join("")}`,
        ).replace(
          "file 644 root:root 12 /etc/sysconfig/network\n",
          () => `file 644 root:root ${size} /etc/sysconfig/network\n`,
        );
        const expected = decodeObserved(ANSWER);
        const seen = decodeObserved(answer);
        expect(seen.files["/etc/sysconfig/network"]?.content).to.equal(text);
        expect({ ...seen, files: {} }).to.deep.equal({ ...expected, files: {} });
      }),
    );
  });

  it("of this very machine is understood, in dash and in bash, as root or not", () => {
    for (const shell of ["dash", "bash"]) {
      const { stdout, stderr } = spawnSync(shell, ["-c", hostScript("observe")], { input: "", encoding: "utf8" });
      expect(stderr).to.equal("");
      const seen = decodeObserved(stdout);
      expect(seen.kernel).to.equal(readFileSync("/proc/sys/kernel/osrelease", "utf8").trim());
      expect(seen.links.lo?.up).to.equal(true);
      expect(seen.stack.freeKilobytes).to.be.greaterThan(0);
    }
  });
});

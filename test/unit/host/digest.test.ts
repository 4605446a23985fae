import { spawnSync } from "node:child_process";
import { expect } from "chai";
import { WORDS } from "./words";

/** What sysfs says of a device: its own number, that of the other end of its link (its own, for a NIC), and what is special. */
function device(name: string, number: number, end: number, ...more: string[]): string[] {
  const files = ["mtu:1500", "flags:0x1003", `iflink:${end}`, `uevent:IFINDEX=${number}`, ...more];
  return files.map((file) => ` /sys/class/net/${name}/${file}`);
}

/** A busy host: em1 and em2 in bond0, em3 free, a VLAN and a bridge on the bond; containers, a virtual machine, a VPN. */
const HOST = {
  files: [
    "file 644 root:root 3 /etc/sysconfig/network-scripts/ifcfg-veth7",
    "content /etc/sysconfig/network-scripts/ifcfg-veth7",
    " x",
  ],
  sysfs: [
    ...device("em1", 2, 2, "bonding_slave/perm_hwaddr:52:54:00:00:00:01", "master/uevent:INTERFACE=bond0"),
    ...device("em2", 3, 3, "bonding_slave/perm_hwaddr:52:54:00:00:00:02", "master/uevent:INTERFACE=bond0"),
    ...device("em3", 4, 4),
    ...device("bond0", 5, 5, "uevent:DEVTYPE=bond", "bonding/miimon:100", "brport/bridge/uevent:INTERFACE=br0"),
    ...device("bond0.7", 6, 5, "uevent:DEVTYPE=vlan"),
    ...device("br0", 7, 7, "uevent:DEVTYPE=bridge"),
    ...device("docker0", 8, 8, "uevent:DEVTYPE=bridge"),
    ...device("veth7", 9, 77),
  ],
  addresses: [" 5: bond0    inet 10.0.0.5/24 scope global bond0"],
  routes: [" default via 10.0.0.1 dev bond0"],
};

/** What comes and goes there. */
const GUESTS: Record<string, typeof HOST> = {
  "a container of Calico or Cilium": {
    files: [],
    sysfs: device("cali1f2", 20, 4),
    addresses: [" 20: cali1f2    inet 10.9.0.1/32 scope global cali1f2"],
    routes: [],
  },
  "a container of Docker": {
    files: [],
    sysfs: device("veth1a2", 21, 90, "master/uevent:INTERFACE=docker0"),
    addresses: [],
    routes: [],
  },
  "a port of OpenStack": { files: [], sysfs: device("qvo1", 22, 91), addresses: [], routes: [] },
  "a virtual machine on the bond": {
    files: [],
    sysfs: device("macvtap0", 24, 5, "uevent:DEVTYPE=macvtap"),
    addresses: [],
    routes: [],
  },
  "a VPN": {
    files: [],
    sysfs: device("tun0", 23, 23, "tun_flags:0x1001"),
    addresses: [" 23: tun0    inet 10.8.0.1/24 scope global tun0"],
    routes: [" 10.8.1.0/24 via 10.8.0.2 dev tun0", " default via 10.8.0.2 dev tun0 table 51820"],
  },
};

describe("The facts that a change depends on", () => {
  const facts = (host: typeof HOST) => {
    const text = [
      ...host.files,
      "sysfs",
      ...host.sysfs,
      "addresses",
      ...host.addresses,
      "routes4",
      ...host.routes,
    ].join("\n");
    return spawnSync("sh", ["-c", `${WORDS}\nstable_facts`], { input: `${text}\n`, encoding: "utf8" }).stdout;
  };
  const withMore = (more: typeof HOST): typeof HOST => ({
    files: [...HOST.files, ...more.files],
    sysfs: [...HOST.sysfs, ...more.sysfs],
    addresses: [...HOST.addresses, ...more.addresses],
    routes: [...HOST.routes, ...more.routes],
  });

  for (const [name, guest] of Object.entries(GUESTS))
    it(`are the same when ${name} comes and goes`, () => {
      expect(facts(withMore(guest))).to.equal(facts(HOST));
    });

  it("are those of the bond, its members, what stands on it, NICs and what has a file", () => {
    const named = new Set([...facts(HOST).matchAll(/^link ([^/]+)/gm)].map(([, device]) => device));
    expect([...named].sort()).to.deep.equal(["bond0", "bond0.7", "br0", "em1", "em2", "em3", "veth7"]);
    expect(facts(HOST))
      .to.include("address bond0 inet 10.0.0.5/24")
      .and.include("route default via 10.0.0.1 dev bond0");
    const more = { files: [], sysfs: [], addresses: [], routes: [" default via 10.0.0.9 dev bond0 table 100"] };
    expect(facts(withMore(more))).to.include("route default via 10.0.0.9 dev bond0 table 100");
  });

  it("have a device with the default route among them, whatever it is", () => {
    const moved = {
      ...HOST,
      sysfs: [...HOST.sysfs, ...device("eth0", 30, 31)],
      routes: [" default via 10.0.0.1 dev eth0"],
    };
    expect(facts(moved)).to.include("link eth0/mtu 1500").and.include("route default via 10.0.0.1 dev eth0");
  });
});

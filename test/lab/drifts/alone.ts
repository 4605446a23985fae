import { bond, edit, type HandDrift, S, write } from "./row";

export const PLAIN = bond({ mode: "active-backup", options: { miimon: 100 } });

/** Each of these takes away what the others would look at. */
export const ALONE: HandDrift[] = [
  {
    name: "a member taken out",
    hand: write("slaves", "-em3"),
    kernel: ["kernel: bond0: members are em2, declared em2, em3"],
  },
  {
    name: "a member moved to another bond",
    hand: "ip link add bond1 type bond; ip link set em3 nomaster; ip link set em3 down; ip link set em3 master bond1",
    kernel: ["kernel: bond0: members are em2, declared em2, em3", "kernel: em3: master is bond1, declared bond0"],
  },
  {
    name: "the address replaced",
    hand: "ip address flush dev bond0; ip address add 10.50.0.7/24 dev bond0",
    kernel: ["kernel: bond0: addresses are 10.50.0.7/24, declared 10.50.0.5/24"],
  },
  { name: "the bond set down", hand: "ip link set bond0 down", kernel: ["kernel: bond0: state is down, declared up"] },
  {
    name: "fail_over_mac set by hand",
    hand: `ip link set bond0 down; ${write("slaves", "-em2")}; ${write("slaves", "-em3")}; ${write("fail_over_mac", "active")}; ${write("slaves", "+em2")}; ${write("slaves", "+em3")}; ip link set bond0 up`,
    kernel: ["kernel: bond0: failOverMac is active, declared none"],
  },
  {
    name: "the bond deleted",
    hand: "echo -bond0 > /sys/class/net/bonding_masters",
    kernel: ["kernel: bond0: device is absent, declared a bond"],
  },
  {
    name: "the module gone",
    hand: "ip link delete bond1 2>/dev/null || :; modprobe -r bonding",
    kernel: ["kernel: bond0: device is absent, declared a bond"],
  },
  {
    name: "the bond's file deleted",
    hand: `rm ${S}/ifcfg-bond0`,
    files: ["ifcfg-bond0: file is absent, declared present"],
  },
  {
    name: "a member's file deleted",
    hand: `rm ${S}/ifcfg-em3`,
    files: ["ifcfg-em3: file is absent, declared present"],
  },
  {
    name: "a second file for the device",
    hand: `cp ${S}/ifcfg-bond0 ${S}/ifcfg-bond0.1`,
    files: ["ifcfg-bond0.1: DEVICE is bond0, declared no second file for bond0"],
  },
  {
    name: "BONDING_OPTS emptied",
    hand: edit("ifcfg-bond0", "^BONDING_OPTS=.*", "BONDING_OPTS="),
    files: ["ifcfg-bond0: mode is none, declared active-backup", "ifcfg-bond0: miimon is 0, declared 100"],
  },
  {
    name: "all files of the bond deleted, the device left",
    hand: `rm ${S}/ifcfg-bond0 ${S}/ifcfg-em2 ${S}/ifcfg-em3`,
    files: ["ifcfg-bond0", "ifcfg-em2", "ifcfg-em3"].map((name) => `${name}: file is absent, declared present`),
  },
];

import { TRAFFIC } from "../drift/round";

/** A bond that somebody made by hand, and what a program says that takes it over as it is. */
export interface HandMade {
  mode: string;
  how: string;
  hand: string;
  program: Record<string, unknown>;
  /** An option of the bond that the program does not mention, as the program and as the file would say it. */
  keeps: { inProgram: string; inFile: string };
}

const keeps = (kernel: string, value: string | number) => ({
  inProgram: `${kernel.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())}: ${JSON.stringify(value)}`,
  inFile: `${kernel}=${value}`,
});

const program = (mode: string, options: Record<string, unknown>) => ({
  device: "bond0",
  mode,
  members: ["em2", "em3"],
  options,
  addresses: [`${TRAFFIC}/24`],
  adopt: true,
  apply: { requirePartner: false },
});

/** `ip link` alone: the kernel has a bond, no file knows of it. */
const byIp = (options: string) => `ip link add bond0 type bond ${options}
for nic in em2 em3; do ip link set $nic down; ip link set $nic master bond0; done
ip link set bond0 up; ip address add ${TRAFFIC}/24 dev bond0`;

/** Writing into sysfs, as scripts of the time before `ip` did. */
const bySysfs = (mode: string, options: Record<string, string>) => `echo +bond0 >/sys/class/net/bonding_masters
cd /sys/class/net/bond0/bonding; echo ${mode} >mode; echo 100 >miimon
${Object.entries(options)
  .map(([name, value]) => `echo ${value} >${name}`)
  .join("\n")}
for nic in em2 em3; do ip link set $nic down; echo +$nic >slaves; done
ip address add ${TRAFFIC}/24 dev bond0; ip link set bond0 up`;

/** Files as people write them, brought up by the network-scripts. */
const byFiles = (bondingOpts: string) => `cd /etc/sysconfig/network-scripts
cat >ifcfg-bond0 <<END
# the uplink, see ticket 4711
DEVICE="bond0"
BOOTPROTO=static
IPADDR=${TRAFFIC}
NETMASK=255.255.255.0
ONBOOT=yes
BONDING_OPTS='${bondingOpts}'
END
for nic in em2 em3; do printf "DEVICE=$nic\\nMASTER=bond0\\nSLAVE=yes\\nONBOOT=yes\\n" >ifcfg-$nic; done
ifup bond0`;

export const HAND_MADE: HandMade[] = [
  {
    mode: "balance-rr",
    how: "by ip link",
    hand: byIp("mode balance-rr miimon 100 packets_per_slave 4"),
    program: program("balance-rr", { miimon: 100 }),
    keeps: keeps("packets_per_slave", 4),
  },
  {
    mode: "active-backup",
    how: "by ifcfg files",
    hand: byFiles("mode=1 miimon=100 primary=em2 num_grat_arp=3"),
    program: program("active-backup", { miimon: 100, primary: "em2" }),
    keeps: keeps("num_grat_arp", 3),
  },
  {
    mode: "balance-xor",
    how: "through sysfs",
    hand: bySysfs("balance-xor", { xmit_hash_policy: "layer3+4", updelay: "200" }),
    program: program("balance-xor", { miimon: 100, xmitHashPolicy: "layer3+4" }),
    keeps: keeps("updelay", 200),
  },
  {
    mode: "broadcast",
    how: "by ip link",
    hand: byIp("mode broadcast miimon 100 downdelay 300"),
    program: program("broadcast", { miimon: 100 }),
    keeps: keeps("downdelay", 300),
  },
  {
    mode: "802.3ad",
    how: "by ifcfg files",
    hand: byFiles("mode=802.3ad miimon=100 lacp_rate=fast ad_select=count"),
    program: program("802.3ad", { miimon: 100, lacpRate: "fast" }),
    keeps: keeps("ad_select", "count"),
  },
  {
    mode: "balance-tlb",
    how: "by ip link",
    hand: byIp("mode balance-tlb miimon 100 resend_igmp 7"),
    program: program("balance-tlb", { miimon: 100 }),
    keeps: keeps("resend_igmp", 7),
  },
  {
    mode: "balance-alb",
    how: "through sysfs",
    hand: bySysfs("balance-alb", { lp_interval: "30", updelay: "400" }),
    program: program("balance-alb", { miimon: 100, updelay: 400 }),
    keeps: keeps("lp_interval", 30),
  },
];

import { among, append, bond, edit, type Round, write } from "../round";
import { BACKUP } from "./failover";

const network = (expression: string) => `sed -i '${expression}' /etc/sysconfig/network`;
const resolver = (expression: string) => `sed -i '${expression}' /etc/resolv.conf`;
const ADDRESSES = "declared 10.50.0.5/24, 10.51.0.5/24";

/** Every kind of key edited, in every file. */
export const EDITED: Round = {
  program: BACKUP,
  repair: "files",
  drifts: [
    {
      name: "miimon edited in the file",
      hand: edit("ifcfg-bond0", "s/miimon=100/miimon=50/"),
      files: ["ifcfg-bond0: miimon is 50, declared 100"],
    },
    {
      name: "an option added to BONDING_OPTS",
      hand: edit("ifcfg-bond0", "s/miimon=50/miimon=50 resend_igmp=4/"),
      files: ["ifcfg-bond0: resendIgmp is 4, declared 1"],
    },
    {
      name: "a word in BONDING_OPTS that is no option",
      hand: edit("ifcfg-bond0", "s/miimon=50/miimon=50 max_bonds=2/"),
      files: ["ifcfg-bond0: item of BONDING_OPTS is max_bonds=2, declared none"],
    },
    {
      name: "the address edited in the file, and its prefix lost",
      hand: edit("ifcfg-bond0", "s/=10.50.0.5$/=10.50.0.7/", "/^PREFIX=/d"),
      files: [`ifcfg-bond0: addresses are 10.50.0.7/8, 10.51.0.5/24, ${ADDRESSES}`],
    },
    {
      name: "MTU edited in the file",
      hand: edit("ifcfg-bond0", "s/^MTU=1400/MTU=1300/"),
      files: ["ifcfg-bond0: mtu is 1300, declared 1400"],
    },
    {
      name: "MAC deleted from the file",
      hand: edit("ifcfg-bond0", "/^MACADDR=/d"),
      files: ["ifcfg-bond0: macAddress is none, declared 02:00:00:00:50:05"],
    },
    {
      name: "a name server edited in the bond's file",
      hand: edit("ifcfg-bond0", "s/^DNS1=.*/DNS1=10.50.0.54/"),
      files: ["ifcfg-bond0: dns are 10.50.0.54, declared 10.50.0.53"],
    },
    {
      name: "a key that is always the same edited",
      hand: edit("ifcfg-bond0", "s/^NM_CONTROLLED=.*/NM_CONTROLLED=yes/"),
      files: ["ifcfg-bond0: NM_CONTROLLED is yes, declared no"],
    },
    {
      name: "a foreign key in the bond's file",
      hand: append("ifcfg-bond0", "ETHTOOL_OPTS=none"),
      files: ["ifcfg-bond0: ETHTOOL_OPTS has a value, declared none"],
    },
    {
      name: "a foreign key in a member's file",
      hand: append("ifcfg-em2", "LINKDELAY=5"),
      files: ["ifcfg-em2: LINKDELAY has a value, declared none"],
    },
    {
      name: "GATEWAY edited",
      hand: network("s/^GATEWAY=.*/GATEWAY=10.50.0.9/"),
      files: ["network: gateway is 10.50.0.9, declared 10.50.0.1"],
    },
    {
      name: "the route edited in its file",
      hand: edit("route-bond0", "s/10.60.0.0/10.61.0.0/"),
      files: ["route-bond0: routes are 10.61.0.0/16 via 10.50.0.1, declared 10.60.0.0/16 via 10.50.0.1"],
    },
    {
      name: "a name server gone from resolv.conf",
      hand: resolver("/10.50.0.53/d"),
      files: ["resolv.conf: dns are none, declared 10.50.0.53"],
    },
    {
      name: "a file that everybody may write",
      hand: among("chmod 666 ifcfg-em3"),
      files: ["ifcfg-em3: file mode is 666, declared 644"],
    },
    {
      name: "a file of another owner",
      hand: among("chown nobody:nogroup ifcfg-bond0"),
      files: ["ifcfg-bond0: owner is nobody:nogroup, declared root:root"],
    },
  ],
};

/** Files deleted, doubled, made unreadable, given away. */
export const BROKEN: Round = {
  program: BACKUP,
  repair: "files",
  drifts: [
    {
      name: "a second file for the device, an exact copy",
      hand: among("cp -p ifcfg-bond0 ifcfg-bond0.1"),
      files: ["ifcfg-bond0.1: DEVICE is bond0, declared no second file for bond0"],
    },
    {
      name: "the bond's file deleted",
      hand: among("rm ifcfg-bond0"),
      files: ["ifcfg-bond0: file is absent, declared present"],
    },
    {
      name: "the route's file deleted",
      hand: among("rm route-bond0"),
      files: [
        "route-bond0: file is absent, declared present",
        "route-bond0: routes are none, declared 10.60.0.0/16 via 10.50.0.1",
      ],
    },
    {
      name: "a file made unreadable",
      hand: among("chmod 0 ifcfg-em2"),
      files: ["ifcfg-em2: file mode is 0, declared 644"],
    },
    {
      name: "a member's file given to another bond",
      hand: edit("ifcfg-em3", "s/^MASTER=.*/MASTER=bond9/"),
      files: ["ifcfg-em3: MASTER is bond9, declared bond0"],
    },
    {
      name: "a third file that names the bond as its master",
      hand: among(
        `printf "DEVICE=em9\\nMASTER=bond0\\nSLAVE=yes\\nONBOOT=yes\\nBOOTPROTO=none\\nNM_CONTROLLED=no\\nUSERCTL=no\\n" >ifcfg-em9`,
      ),
      files: ["ifcfg-em9: MASTER is bond0, declared none"],
    },
    {
      name: "a search domain gone from resolv.conf",
      hand: resolver("s/example.net/other.example/"),
      files: ["resolv.conf: searchDomains are none, declared example.net"],
    },
    {
      name: "GATEWAY deleted",
      hand: network("/^GATEWAY=/d"),
      files: ["network: gateway is none, declared 10.50.0.1"],
    },
  ],
};

/** The bond's file made another bond's, its copy from before left beside it, as at three in the morning. */
export const REWRITTEN: Round = {
  program: BACKUP,
  repair: "files",
  drifts: [
    {
      name: "a second file for the device, no exact copy",
      hand: among("cp -p ifcfg-bond0 ifcfg-bond0.save; sed -i s/1400/1450/ ifcfg-bond0.save"),
      files: ["ifcfg-bond0.save: DEVICE is bond0, declared no second file for bond0"],
    },
    {
      name: "mode edited in the file",
      hand: edit("ifcfg-bond0", "s/mode=active-backup/mode=balance-rr/"),
      files: ["ifcfg-bond0: mode is balance-rr, declared active-backup"],
    },
    {
      name: "BOOTPROTO edited, which leaves the static addresses without effect",
      hand: edit("ifcfg-bond0", "s/^BOOTPROTO=.*/BOOTPROTO=dhcp/"),
      files: ["ifcfg-bond0: dhcp is true, declared false"],
    },
    {
      name: "ONBOOT edited",
      hand: edit("ifcfg-bond0", "s/^ONBOOT=.*/ONBOOT=no/"),
      files: ["ifcfg-bond0: onBoot is false, declared true"],
    },
    {
      name: "a search domain edited in the bond's file",
      hand: edit("ifcfg-bond0", "s/^DOMAIN=.*/DOMAIN=other.example/"),
      files: ["ifcfg-bond0: searchDomains are other.example, declared example.net"],
    },
    {
      name: "a declared extra key edited",
      hand: edit("ifcfg-bond0", "s/^ZONE=.*/ZONE=dmz/"),
      files: ["ifcfg-bond0: ZONE has another value than declared"],
    },
    {
      name: "bytes that are no text",
      hand: append("ifcfg-em2", "# \\200"),
      files: ["ifcfg-em2: text is not UTF-8, declared UTF-8"],
    },
    {
      name: "a member's file deleted",
      hand: among("rm ifcfg-em3"),
      files: ["ifcfg-em3: file is absent, declared present"],
    },
  ],
};

/** The same thing, another way in the file and in the kernel. */
export const BOTH: Round = {
  program: bond({
    mode: "balance-xor",
    options: { miimon: 100, xmitHashPolicy: "layer2+3" },
    removeUndeclaredAddresses: true,
  }),
  repair: "live",
  drifts: [
    {
      name: "miimon edited in the file and set to something else in the kernel",
      hand: `${edit("ifcfg-bond0", "s/miimon=100/miimon=50/")}; ${write("miimon", "200")}`,
      files: ["ifcfg-bond0: miimon is 50, declared 100"],
      kernel: ["kernel: bond0: miimon is 200, declared 100"],
    },
    {
      name: "xmitHashPolicy set by hand in both",
      hand: `${edit("ifcfg-bond0", "s/layer2+3/layer3+4/")}; ${write("xmit_hash_policy", "layer3+4")}`,
      files: ["ifcfg-bond0: xmitHashPolicy is layer3+4, declared layer2+3"],
      kernel: ["kernel: bond0: xmitHashPolicy is layer3+4, declared layer2+3"],
    },
    {
      name: "an address added in both",
      hand: `${append("ifcfg-bond0", "IPADDR2=10.52.0.5\\nPREFIX2=24")}; ip address add 10.52.0.5/24 dev bond0`,
      files: [
        "ifcfg-bond0: addresses are 10.50.0.5/24, 10.51.0.5/24, 10.52.0.5/24, declared 10.50.0.5/24, 10.51.0.5/24",
      ],
      kernel: [
        "kernel: bond0: addresses are 10.50.0.5/24, 10.51.0.5/24, 10.52.0.5/24, declared 10.50.0.5/24, 10.51.0.5/24",
      ],
    },
    {
      name: "a route's file that nobody declared, and its route",
      hand: `${append("route-bond0", "10.62.0.0/16 via 10.50.0.1")}; ip route add 10.62.0.0/16 via 10.50.0.1`,
      files: ["route-bond0: routes are 10.62.0.0/16 via 10.50.0.1, declared none"],
    },
  ],
};

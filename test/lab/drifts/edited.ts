import { BACKUP, edit, type Round, S } from "./row";

/** Files alone, then the kernel alone: neither may touch the other. */
export const EDITED: Round = {
  program: BACKUP,
  drifts: [
    {
      name: "miimon edited in the file",
      hand: edit("ifcfg-bond0", "miimon=100", "miimon=50"),
      files: ["ifcfg-bond0: miimon is 50, declared 100"],
    },
    {
      name: "an option added to the file",
      hand: edit("ifcfg-bond0", "mode=active-backup", "mode=active-backup resend_igmp=4"),
      files: ["ifcfg-bond0: resendIgmp is 4, declared 1"],
    },
    {
      name: "a foreign key in the bond's file",
      hand: `echo ZONE=public >> ${S}/ifcfg-bond0`,
      files: ["ifcfg-bond0: ZONE is public, declared none"],
    },
    {
      name: "a foreign key in a member's file",
      hand: `echo 'ETHTOOL_OPTS="-K em2 gro off"' >> ${S}/ifcfg-em2`,
      files: ["ifcfg-em2: ETHTOOL_OPTS is -K em2 gro off, declared none"],
    },
    {
      name: "a key that is always the same",
      hand: edit("ifcfg-bond0", "USERCTL=no", "USERCTL=yes"),
      files: ["ifcfg-bond0: USERCTL is yes, declared no"],
    },
    {
      name: "the prefix edited",
      hand: edit("ifcfg-bond0", "PREFIX=24", "PREFIX=25"),
      files: ["ifcfg-bond0: addresses are 10.50.0.5/25, declared 10.50.0.5/24"],
    },
    {
      name: "MTU edited",
      hand: edit("ifcfg-bond0", "MTU=1400", "MTU=9000"),
      files: ["ifcfg-bond0: mtu is 9000, declared 1400"],
    },
    {
      name: "the MAC deleted from the file",
      hand: `sed -i /^MACADDR/d ${S}/ifcfg-bond0`,
      files: ["ifcfg-bond0: macAddress is none, declared 02:00:00:00:50:05"],
    },
    {
      name: "a name server edited",
      hand: edit("ifcfg-bond0", "DNS1=10.50.0.53", "DNS1=10.50.0.54"),
      files: ["ifcfg-bond0: dns are 10.50.0.54, declared 10.50.0.53"],
    },
    {
      name: "GATEWAY edited",
      hand: "sed -i s/^GATEWAY=.*/GATEWAY=10.50.0.9/ /etc/sysconfig/network",
      files: ["network: gateway is 10.50.0.9, declared 10.50.0.1"],
    },
    {
      name: "the route's file edited",
      hand: edit("route-bond0", "10.60.0.0/16", "10.61.0.0/16"),
      files: ["route-bond0: routes are 10.61.0.0/16 via 10.50.0.1, declared 10.60.0.0/16 via 10.50.0.1"],
    },
    {
      name: "a file that everybody may write",
      hand: `chmod 666 ${S}/ifcfg-em3`,
      files: ["ifcfg-em3: file mode is 666, declared 644"],
    },
    {
      name: "a file made unreadable",
      hand: `chmod 000 ${S}/ifcfg-bond0`,
      files: ["ifcfg-bond0: file mode is 0, declared 644"],
    },
    {
      name: "a file of another owner",
      hand: `chown daemon:daemon ${S}/ifcfg-em2`,
      files: ["ifcfg-em2: owner is daemon:daemon, declared root:root"],
    },
    {
      name: "a third file that names the bond as its master",
      hand: `cp -p ${S}/ifcfg-em4 /root/em4; echo MASTER=bond0 >> ${S}/ifcfg-em4`,
      files: [
        "ifcfg-em4: MASTER is bond0, declared none",
        'ifcfg-em4: names bond0 as its MASTER but is no member: SLAVE is "", not "yes".',
      ],
    },
    {
      name: "a name server gone from resolv.conf",
      hand: "sed -i /10.50.0.53/d /etc/resolv.conf",
      files: ["resolv.conf: dns are none, declared 10.50.0.53"],
    },
  ],
};

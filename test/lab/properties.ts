/** One property of a bond through its life: in the program, on the machine as plain tools show it, and edited behind the program's back. */
export interface Property {
  name: string;
  /** In the program at first, and after it was edited there. */
  first: unknown;
  edited: unknown;
  /** A command of the machine, and what it prints with the first value, with the other one, and once the program says nothing. */
  look: string;
  says: [first: string[], edited: string[], gone: string[]];
  /** What somebody does to the host, and the sentences a refresh has for it. */
  hand: string;
  found: { files?: string[]; kernel?: string[] };
}

const SCRIPTS = "/etc/sysconfig/network-scripts";
const FILE = `${SCRIPTS}/ifcfg-bond0`;
const inFile = (pattern: string) => `grep -hE '^(${pattern})=' ${FILE}`;
const FIRST = ["10.50.0.5/24", "10.51.0.5/24", "2001:db8:50::5/64", "2001:db8:51::5/64"];
const EDITED = ["10.50.0.5/24", "10.52.0.5/24", "2001:db8:50::5/64", "2001:db8:52::5/64"];
const EDITED_TEXT = EDITED.join(", ");

const ADDRESSES: Property = {
  name: "addresses",
  first: FIRST,
  edited: EDITED,
  look: `ip -o address show dev bond0 scope global | awk '{ print $4 }' | sort; ${inFile("IP.*ADDR.*|PREFIX.*")} | sort`,
  says: [
    [
      ...FIRST,
      ...["IPADDR1=10.51.0.5", "IPADDR=10.50.0.5", "IPV6ADDR=2001:db8:50::5/64"],
      ...["IPV6ADDR_SECONDARIES=2001:db8:51::5/64", "PREFIX1=24", "PREFIX=24"],
    ],
    [
      ...EDITED,
      ...["IPADDR1=10.52.0.5", "IPADDR=10.50.0.5", "IPV6ADDR=2001:db8:50::5/64"],
      ...["IPV6ADDR_SECONDARIES=2001:db8:52::5/64", "PREFIX1=24", "PREFIX=24"],
    ],
    [],
  ],
  hand: `ip address del 10.52.0.5/24 dev bond0; ip address del 2001:db8:52::5/64 dev bond0; sed -i s/10.52.0.5/10.53.0.5/ ${FILE}`,
  found: {
    files: [
      `ifcfg-bond0: addresses are 10.50.0.5/24, 10.53.0.5/24, 2001:db8:50::5/64, 2001:db8:52::5/64, declared ${EDITED_TEXT}`,
    ],
    kernel: [`kernel: bond0: addresses are 10.50.0.5/24, 2001:db8:50::5/64, declared ${EDITED_TEXT}`],
  },
};

const GATEWAY: Property = {
  name: "gateway",
  first: "10.50.0.1",
  edited: "10.50.0.2",
  look: "ip route show default | awk '{ print $3, $5 }'; grep GATEWAY /etc/sysconfig/network",
  says: [["10.50.0.1 bond0", "GATEWAY=10.50.0.1"], ["10.50.0.2 bond0", "GATEWAY=10.50.0.2"], []],
  hand: "ip route replace default via 10.50.0.9 dev bond0",
  found: { kernel: ["kernel: bond0: gateway is 10.50.0.9, declared 10.50.0.2"] },
};

const GATEWAY6: Property = {
  name: "gateway6",
  first: "2001:db8:50::1",
  edited: "2001:db8:50::2",
  look: `ip -6 route show default | awk '{ print $3, $5 }'; ${inFile("IPV6_DEFAULTGW")}`,
  says: [
    ["2001:db8:50::1 bond0", "IPV6_DEFAULTGW=2001:db8:50::1"],
    ["2001:db8:50::2 bond0", "IPV6_DEFAULTGW=2001:db8:50::2"],
    [],
  ],
  hand: "ip -6 route del default",
  found: { kernel: ["kernel: bond0: gateway6 is none, declared 2001:db8:50::2"] },
};

/** Routes of other tables as ip shows them, without what it adds. */
const TABLES = `{ for table in 100 101; do ip -o route show table $table; done; ip -6 -o route show table 100; } | sed 's/ proto.*//; s/ scope.*//; s/ pref.*//; s/ *$//'`;
const EDITED_ROUTES = "10.60.0.0/16 via 10.50.0.1 metric 50, 10.68.0.0/16 via 10.99.0.1 table 100 mtu 1300 onLink true";

const ROUTES: Property = {
  name: "routes",
  first: [
    { to: "10.60.0.0/16", via: "10.50.0.1" },
    { to: "2001:db8:60::/48", via: "2001:db8:50::1" },
    { to: "default", via: "10.50.0.1", table: 100, source: "10.50.0.5" },
    { to: "10.66.0.0/16", table: 100 },
    { to: "10.67.0.0/16", type: "blackhole", table: 101 },
    { to: "2001:db8:61::/48", via: "2001:db8:50::1", table: 100 },
  ],
  edited: [
    { to: "10.60.0.0/16", via: "10.50.0.1", metric: 50 },
    { to: "10.68.0.0/16", via: "10.99.0.1", onLink: true, mtu: 1300, table: 100 },
  ],
  look: `{ ip route show dev bond0; ip -6 route show dev bond0; } | grep ':*60[.:]' | awk '{ print $1, $3 }'; ${TABLES}; cat ${SCRIPTS}/route*-bond0 | grep -v '^#'`,
  says: [
    [
      ...["10.60.0.0/16 10.50.0.1", "2001:db8:60::/48 2001:db8:50::1"],
      ...["default via 10.50.0.1 dev bond0 src 10.50.0.5", "10.66.0.0/16 dev bond0", "blackhole 10.67.0.0/16"],
      "2001:db8:61::/48 via 2001:db8:50::1 dev bond0 metric 1024",
      ...["10.60.0.0/16 via 10.50.0.1", "0.0.0.0/0 via 10.50.0.1 dev bond0 src 10.50.0.5 table 100"],
      ...["10.66.0.0/16 dev bond0 table 100", "blackhole 10.67.0.0/16 table 101"],
      ...["2001:db8:60::/48 via 2001:db8:50::1", "2001:db8:61::/48 via 2001:db8:50::1 dev bond0 table 100"],
    ],
    [
      "10.60.0.0/16 10.50.0.1",
      "10.68.0.0/16 via 10.99.0.1 dev bond0 onlink mtu 1300",
      "10.60.0.0/16 via 10.50.0.1 metric 50",
      "10.68.0.0/16 via 10.99.0.1 dev bond0 mtu 1300 onlink table 100",
    ],
    [],
  ],
  hand: `ip route del 10.60.0.0/16; ip route del 10.68.0.0/16 table 100; for line in '10.61.0.0/16 via 10.50.0.1' 'blackhole 10.69.0.0/16'; do echo "$line"; done >>${SCRIPTS}/route-bond0`,
  found: {
    files: [
      `route-bond0: routes are ${EDITED_ROUTES.replace(", ", ", 10.61.0.0/16 via 10.50.0.1, to 10.69.0.0/16 type blackhole, ")}, declared ${EDITED_ROUTES}`,
    ],
    kernel: [`kernel: bond0: routes are none, declared ${EDITED_ROUTES}`],
  },
};

const RULES: Property = {
  name: "rules",
  first: [
    { from: "10.50.0.5", table: 100, priority: 100 },
    { to: "2001:db8:61::/48", table: 100 },
  ],
  edited: [{ from: "10.50.0.5", iif: "lo", fwmark: 16, table: 100, priority: 101 }],
  look: `{ ip rule; ip -6 rule; } | grep 'lookup 100' | tr '\t' ' '; cat ${SCRIPTS}/rule*-bond0 | grep -v '^#'`,
  says: [
    [
      "100: from 10.50.0.5 lookup 100",
      "32765: from all to 2001:db8:61::/48 lookup 100",
      "from 10.50.0.5 lookup 100 priority 100",
      "from all to 2001:db8:61::/48 lookup 100",
    ],
    ["101: from 10.50.0.5 fwmark 0x10 iif lo lookup 100", "from 10.50.0.5 fwmark 0x10 iif lo lookup 100 priority 101"],
    [],
  ],
  hand: `ip rule del priority 101; echo 'from 10.50.0.6 table 101' >>${SCRIPTS}/rule-bond0`,
  found: {
    files: [
      "rule-bond0: rules are from 10.50.0.5 table 100 priority 101 fwmark 16 iif lo, from 10.50.0.6 table 101, declared from 10.50.0.5 table 100 priority 101 fwmark 16 iif lo",
    ],
    kernel: ["kernel: rules are none, declared from 10.50.0.5 table 100 priority 101 fwmark 16 iif lo"],
  },
};

const MTU: Property = {
  name: "mtu",
  first: 1400,
  edited: 1300,
  look: `cd /sys/class/net; cat bond0/mtu em2/mtu em3/mtu; ${inFile("MTU")}`,
  says: [
    ["1400", "1400", "1400", "MTU=1400"],
    ["1300", "1300", "1300", "MTU=1300"],
    ["1500", "1500", "1500"],
  ],
  hand: `ip link set bond0 mtu 1350; sed -i s/MTU=1300/MTU=1360/ ${FILE}`,
  found: {
    files: ["ifcfg-bond0: mtu is 1360, declared 1300"],
    kernel: ["kernel: bond0: mtu is 1350, declared 1300"],
  },
};

const MAC: Property = {
  name: "macAddress",
  first: "02:00:00:00:50:05",
  edited: "02:00:00:00:50:06",
  look: `cd /sys/class/net; cat bond0/address em2/address; ${inFile("MACADDR")}`,
  says: [
    ["02:00:00:00:50:05", "02:00:00:00:50:05", "MACADDR=02:00:00:00:50:05"],
    ["02:00:00:00:50:06", "02:00:00:00:50:06", "MACADDR=02:00:00:00:50:06"],
    ["52:54:00:00:00:02", "52:54:00:00:00:02"],
  ],
  hand: `ip link set bond0 address 02:00:00:00:50:07; sed -i s/50:06$/50:08/ ${FILE}`,
  found: {
    files: ["ifcfg-bond0: macAddress is 02:00:00:00:50:08, declared 02:00:00:00:50:06"],
    kernel: ["kernel: bond0: macAddress is 02:00:00:00:50:07, declared 02:00:00:00:50:06"],
  },
};

/** Beside the lines of others, which are there before (OTHERS) and come while the bond lives. */
const DNS: Property = {
  name: "dns",
  first: ["10.50.0.53", "2001:db8:50::53"],
  edited: ["10.50.0.54"],
  look: `grep ^nameserver /etc/resolv.conf; ${inFile("DNS.")}`,
  says: [
    [
      "nameserver 10.50.0.53",
      "nameserver 2001:db8:50::53",
      "nameserver 10.0.2.3",
      "DNS1=10.50.0.53",
      "DNS2=2001:db8:50::53",
    ],
    ["nameserver 10.50.0.54", "nameserver 10.0.2.3", "nameserver 10.0.2.4", "DNS1=10.50.0.54"],
    ["nameserver 10.0.2.3", "nameserver 10.0.2.4"],
  ],
  hand: `sed -i '/10.50.0.54/d' /etc/resolv.conf; sed -i s/10.50.0.54/10.50.0.55/ ${FILE}`,
  found: {
    files: ["ifcfg-bond0: dns are 10.50.0.55, declared 10.50.0.54", "resolv.conf: dns are none, declared 10.50.0.54"],
  },
};

const SEARCH: Property = {
  name: "searchDomains",
  first: ["studio.example.net", "example.net"],
  edited: ["stage.example.net"],
  look: `grep ^search /etc/resolv.conf; ${inFile("DOMAIN")}`,
  says: [
    ["search studio.example.net example.net example.org", 'DOMAIN="studio.example.net example.net"'],
    ["search stage.example.net example.org", "DOMAIN=stage.example.net"],
    ["search example.org"],
  ],
  hand: "sed -i 's/^search .*/search example.org/' /etc/resolv.conf",
  found: { files: ["resolv.conf: searchDomains are none, declared stage.example.net"] },
};

const ON_BOOT: Property = {
  name: "onBoot",
  first: true,
  edited: false,
  look: `cd ${SCRIPTS}; grep -h ONBOOT ifcfg-bond0 ifcfg-em2 ifcfg-em3`,
  says: [
    ["ONBOOT=yes", "ONBOOT=yes", "ONBOOT=yes"],
    ["ONBOOT=no", "ONBOOT=no", "ONBOOT=no"],
    ["ONBOOT=yes", "ONBOOT=yes", "ONBOOT=yes"],
  ],
  hand: `sed -i s/ONBOOT=no/ONBOOT=yes/ ${FILE}`,
  found: { files: ["ifcfg-bond0: onBoot is true, declared false"] },
};

const EXTRA_KEYS: Property = {
  name: "extraKeys",
  first: { bond: { ZONE: "public", ARPCHECK: "no" }, members: { em2: { ETHTOOL_OPTS: "-K em2 gro off" } } },
  edited: { bond: { ZONE: "studio one" }, members: { em3: { ETHTOOL_OPTS: "-K em3 gro off" } } },
  look: `cd ${SCRIPTS}; grep -E '^(ZONE|ARPCHECK|ETHTOOL_OPTS)=' ifcfg-bond0 ifcfg-em2 ifcfg-em3`,
  says: [
    ["ifcfg-bond0:ARPCHECK=no", "ifcfg-bond0:ZONE=public", 'ifcfg-em2:ETHTOOL_OPTS="-K em2 gro off"'],
    ['ifcfg-bond0:ZONE="studio one"', 'ifcfg-em3:ETHTOOL_OPTS="-K em3 gro off"'],
    [],
  ],
  hand: `sed -i 's/studio one/studio two/' ${FILE}; sed -i /ETHTOOL_OPTS/d ${SCRIPTS}/ifcfg-em3`,
  found: {
    files: ["ifcfg-bond0: ZONE has another value than declared", "ifcfg-em3: ETHTOOL_OPTS has no value, declared one"],
  },
};

/** Every property of the resource but those that have files of their own here: mode, members and options, and DHCP. */
export const PROPERTIES: Property[] = [
  ADDRESSES,
  GATEWAY,
  GATEWAY6,
  ROUTES,
  RULES,
  MTU,
  MAC,
  DNS,
  SEARCH,
  ON_BOOT,
  EXTRA_KEYS,
];

/** Their values in the program: at first, or after it was edited. */
export const values = (which: "first" | "edited"): Record<string, unknown> =>
  Object.fromEntries(PROPERTIES.map((property) => [property.name, property[which]]));

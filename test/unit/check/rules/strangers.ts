import type { Row } from "./row";

/** What check says of extra keys, unknown properties and the connection. */
export const STRANGERS: Row[] = [
  [
    { extraKeys: { bond: { zone: "x" } } },
    "",
    'extraKeys.bond.zone: "zone" is not a name of capital letters, digits and underscores, and the file is read by a shell. Write a key like "ZONE".',
  ],
  [
    { extraKeys: { bond: { PATH: "x" } } },
    "",
    'extraKeys.bond.PATH: "PATH" is a name that the shell uses for itself, and the file is read by a shell. Write a key like "ZONE".',
  ],
  [
    { extraKeys: { bond: { ZONE: "a\nb" } } },
    "",
    "extraKeys.bond.ZONE contains a control character (\\x0a). The file is read by a shell: write it without.",
  ],
  [{ extraKeys: { bond: { ZONE: 5 } } }, "", "extraKeys.bond.ZONE is not a string. Write the value as a string."],
  [
    { extraKeys: { bond: { IPADDR: "x" } } },
    "",
    'extraKeys.bond.IPADDR: IPADDR says what a property of the resource says: use that. Did you mean addresses, each with its prefix length ("192.168.1.10/24")?',
  ],
  [
    { extraKeys: { bond: { TYPE: "Team" } } },
    "",
    "extraKeys.bond.TYPE: TYPE is always Bond in this file. Leave it out.",
  ],
  [
    { extraKeys: { members: { em1: { HWADDR: "52:54:00:00:00:01" } } } },
    "",
    "extraKeys.members.em1.HWADDR: HWADDR would do harm: the scripts compare it with the MAC address that bond and members share, and refuse the device. Leave it out.",
  ],
  [
    { extraKeys: { bond: { REALDEVICE: "em9" } } },
    "",
    "extraKeys.bond.REALDEVICE: REALDEVICE would do harm: the scripts would set up that device in the place of this one. Leave it out.",
  ],
  [
    { extraKeys: { members: { em1: { MASTER: "bond1" } } } },
    "",
    "extraKeys.members.em1.MASTER: MASTER says what a property of the resource says: use that. Did you mean members?",
  ],
  [
    { extraKeys: { members: { em9: { ETHTOOL_OPTS: "x" } } } },
    "",
    "extraKeys.members has em9, which is not a member: no file would get its keys. Add it to members, or leave it out.",
  ],
  [
    { addresses: ["10.0.0.5/24"], gateway: "10.0.0.1", extraKeys: { bond: { DEFROUTE: "no" } } },
    "",
    "extraKeys.bond.DEFROUTE switches off gateway, which is declared: the scripts would not use it. Leave one of them out.",
  ],
  [
    { dns: ["10.0.0.53"], extraKeys: { bond: { PEERDNS: "no" } } },
    "",
    "extraKeys.bond.PEERDNS switches off dns, which is declared: the scripts would not use it. Leave one of them out.",
  ],
  [
    {
      addresses: ["10.0.0.5/24"],
      routes: [{ to: "10.9.0.0/16", via: "10.0.0.1" }],
      extraKeys: { bond: { NOROUTESET: "yes" } },
    },
    "",
    "extraKeys.bond.NOROUTESET switches off routes, which is declared: the scripts would not use it. Leave one of them out.",
  ],
  [
    { addresses: ["10.0.0.5/24"], rules: [{ table: 7 }], extraKeys: { bond: { NOROUTESET: "yes" } } },
    "",
    "extraKeys.bond.NOROUTESET switches off rules, which is declared: the scripts would not use it. Leave one of them out.",
  ],
  [
    { addresses: ["10.0.0.5/24"], gateway: "10.0.0.1", extraKeys: { bond: { GATEWAYDEV: "em9" } } },
    "",
    "extraKeys.bond.GATEWAYDEV switches off gateway, which is declared: the scripts would not use it. Leave one of them out.",
  ],
  [
    { extraKeys: { members: { em1: { ETHTOOL_OPTS: "-G $DEVICE rx 4096" } } } },
    "",
    "extraKeys.members.em1.ETHTOOL_OPTS has a variable ($NAME): values are written literally, and no shell puts anything into them. Write what it stands for, e.g. the device's name.",
  ],
  [
    { extraKeys: { bond: { BONDING_OPTS: "miimon=50 broadcast_arp=1" } } },
    "",
    "extraKeys.bond.BONDING_OPTS: miimon=50 is an option of the bond: write it under options. Did you mean mode and options?",
  ],
  [{ extraKeys: { slaves: {} } }, "", 'extraKeys has no "slaves". It has bond, members.'],
  [{ memebrs: ["em1"] }, "", 'A bond has no property "memebrs". Did you mean members?'],
  [
    { colour: "red" },
    "",
    'A bond has no property "colour". It has connection, device, mode, members, options, addresses, removeUndeclaredAddresses, dhcp, bridge, gateway, gateway6, dns, searchDomains, routes, rules, mtu, macAddress, onBoot, apply, extraKeys, adopt, stack.',
  ],
  [{ miimon: 100 }, "", "miimon is an option of the bond. Write it inside options."],
  [{ host: "h" }, "", "host is about the way to the host. Write it inside connection."],
  [{ password: "secret" }, "", "password is about the way to the host. Write it inside connection."],
  [{ drift: {} }, "", "drift is an output: the host says what it is. Leave it out."],
  [
    { connection: undefined },
    "",
    'connection is missing: nothing can be done without a host. Write { host: "media1.example.net" }.',
  ],
  [{ connection: "root@h" }, "", 'connection is not an object. Write { host: "media1.example.net" }.'],
  [{ connection: {} }, "", "connection.host is empty. Name the machine to connect to."],
  [{ connection: { host: "h", pasword: "secret" } }, "", 'connection has no "pasword". Did you mean password?'],
  [{ connection: { host: "h", password: 12345 } }, "", "connection.password is not a string. Write a string."],
  [
    { connection: { host: "h", port: 70000 } },
    "",
    "connection.port 70000 is not a port. Write a whole number from 1 to 65535.",
  ],
  [
    { connection: { host: "h", proxy: { host: "" } } },
    "",
    "connection.proxy.host is empty. Name the machine to connect to.",
  ],
  [
    { connection: { host: "h", hostKey: "x" } },
    "",
    "connection.hostKey is neither a public key (`ssh-ed25519 AAAA...`) nor a fingerprint (`SHA256:` and 43 characters).",
  ],
  [
    { connection: { host: "h", privateKey: "secret" } },
    "",
    "connection.privateKey is not a private key that can be read (OpenSSH, PEM or PPK).",
  ],
];

import { rows } from "../options/lookup";
import { MODES, type Mode } from "../options/modes";
import type { OptionTable } from "../options/row";

/** A word without case, punctuation and spaces. */
const plain = (word: string) => word.toLowerCase().replace(/[^a-z0-9]/g, "");

/** "a b, c" as a map from each word to one meaning. */
const all = (words: string, meaning: string): [string, string][] =>
  words.split(" ").map((word) => [plain(word), meaning]);

const PREFIX = 'addresses, each with its prefix length ("192.168.1.10/24")';

/**
 * What other tools call things, and what they are called here: ifcfg files, the kernel, nmcli, netplan, nmstate,
 * systemd-networkd, ifupdown (Proxmox) and their modules for Ansible. Spelling, case and a "bond" in front do not matter.
 */
const WORDS: ReadonlyMap<string, string> = new Map([
  ...all("slaves slave members member ports port interfaces nics nic links devices bond-slaves bond-ports", "members"),
  ...all("enslave base-iface base-interfaces lower-devices master", "members"),
  ...all("device name ifname iface interface con-name conn-name connection-name bond", "device"),
  ...all("mode bond-mode bonding-mode policy", "mode"),
  ...all("BONDING_OPTS bond.options bond-options parameters link-aggregation", "mode and options"),
  ...all("IPADDR ip ip4 ip6 ipv4 ipv6 address ipAddress ip-addresses ipaddr cidr inet inet6", PREFIX),
  ...all("ipv4.addresses ipv6.addresses IPV6ADDR IPV6ADDR_SECONDARIES", PREFIX),
  ...all("NETMASK PREFIX prefix-length subnet subnetMask mask", PREFIX),
  ...all("gateway gw gw4 default-gateway gateway4 router next-hop ipv4.gateway", "gateway"),
  ...all("gw6 IPV6_DEFAULTGW ipv6.gateway default-gateway6", "gateway6"),
  ...all("nameserver nameservers DNS dns4 dns6 dns-servers name-server ipv4.dns ipv6.dns dns-nameservers", "dns"),
  ...all("search DOMAIN domains dns-search dns4-search dns6-search search-domain ipv4.dns-search", "searchDomains"),
  ...all("route routes4 routes6 static-routes ipv4.routes ipv6.routes up", "routes"),
  ...all(
    "rule rules4 rules6 ip-rule routing-rules route-rules policy-routing routing-policy routing-policy-rule",
    "rules",
  ),
  ...all("ipv4.routing-rules ipv6.routing-rules RoutingPolicyRule", "rules"),
  ...all("BOOTPROTO dhcp4 dhcp6 ipv4.method method", "dhcp"),
  ...all(
    "mac MACADDR hwaddr hwaddress lladdr mac-address cloned-mac-address ethernet.cloned-mac-address",
    "macAddress",
  ),
  ...all("mtu MTUBytes ethernet.mtu", "mtu"),
  ...all("ONBOOT autoconnect auto autostart activation-mode", "onBoot"),
  ...all("keys ifcfg extra custom vars", "extraKeys"),
  ...all("import takeover existing", "adopt"),
  ...all("hostname address-of-host server remote ansible_host", "connection.host"),
  ...all("username login remote-user ansible_user", "connection.user"),
  ...all("key ssh-key identity-file keyfile key-file private-key-file", "connection.privateKeyPath"),
  ...all("become sudo-password", "connection.sudo"),
  ...all("bastion jump-host proxy-jump", "connection.proxy"),
  ...all("rollback timeout confirm-timeout", "apply.rollbackAfter"),
  ...all("mii-monitor-interval MIIMonitorSec monitoring link-monitor", "options.miimon"),
  ...all("transmit-hash-policy hash-policy hash load-balance xmit-policy", "options.xmitHashPolicy"),
  ...all("LACPTransmitRate lacp-speed lacp-timeout rate", "options.lacpRate"),
  ...all("up-delay UpDelaySec", "options.updelay"),
  ...all("down-delay DownDelaySec", "options.downdelay"),
  ...all("arp-ip-targets ARPIPTargets arp-targets arp-target", "options.arpIpTarget"),
  ...all("ARPIntervalSec", "options.arpInterval"),
  ...all("fail-over-mac-policy FailOverMACPolicy failover-mac", "options.failOverMac"),
  ...all("primary-reselect-policy PrimaryReselectPolicy", "options.primaryReselect"),
  ...all("gratuitous-arp GratuitousARP gratuitious-arp grat-arp", "options.numGratArp"),
  ...all("packets-per-member PacketsPerSlave", "options.packetsPerSlave"),
  ...all("learn-packet-interval LearnPacketIntervalSec", "options.lpInterval"),
  ...all("all-members-active AllSlavesActive all-slaves-active", "options.allSlavesActive"),
  ...all("active-slave active-member", "options.primary"),
]);

/** What a word of another tool is called here: a property, or `options.NAME`; undefined: it is nobody's word. */
export function meant(word: string, table: OptionTable): string | undefined {
  if (word.length > 60) return undefined;
  const written = plain(word);
  const forms = [written, written.replace(/^bond(ing)?(?=.)/, ""), written.replace(/\d+$/, "")];
  const known = forms.map((form) => WORDS.get(form)).find((meaning) => meaning !== undefined);
  const option = rows(table).find(([name, row]) => forms.some((form) => [name, row.kernel].map(plain).includes(form)));
  return option ? `options.${option[0]}` : known;
}

/** What people and switches call the modes. */
const MODE_WORDS: Readonly<Record<Mode, string>> = {
  "balance-rr": "rr round-robin roundrobin balance-round-robin",
  "active-backup": "active-passive active-standby failover fail-over fault-tolerance backup ab",
  "balance-xor": "xor static static-lag etherchannel static-etherchannel",
  broadcast: "bcast",
  "802.3ad": "lacp 8023ad ieee-802.3ad dot3ad dynamic dynamic-lag 802.1ax balance-tcp lacp-active",
  "balance-tlb": "tlb transmit-load-balancing",
  "balance-alb": "alb adaptive-load-balancing",
};

/** The mode that a word of other tools stands for: `mode=4`, `LACP`, `active_backup`; undefined: none. */
export function meantMode(word: string): Mode | undefined {
  const written = plain(word.replace(/^\s*(bond(ing)?[\s_-]*)?mode[\s=:_-]*/i, ""));
  return MODES.find(
    (mode, number) =>
      written === String(number) ||
      written === plain(mode) ||
      written === `${number}${plain(mode)}` ||
      MODE_WORDS[mode].split(" ").some((other) => plain(other) === written),
  );
}

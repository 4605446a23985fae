import { ifcfgPath } from "../../../../provider/stacks/network-scripts/paths";
import { BOND, type DriftRow, file, link } from "./row";

export const LINK_ROWS: DriftRow[] = [
  {
    name: "MTU set by hand",
    desired: { mtu: 9000 },
    change: link("bond0", { mtu: 1500 }),
    kernel: ["kernel: bond0: mtu is 1500, declared 9000"],
    inputs: { mtu: 1500 },
  },
  {
    name: "MTU edited in the file",
    desired: { mtu: 9000 },
    change: file(BOND, "MTU=9000", "MTU=1400"),
    files: ["ifcfg-bond0: mtu is 1400, declared 9000"],
    inputs: { mtu: 1400 },
  },
  {
    name: "MAC set by hand",
    desired: { macAddress: "02:00:00:00:00:05" },
    change: link("bond0", { mac: "02:00:00:00:00:06" }),
    kernel: ["kernel: bond0: macAddress is 02:00:00:00:00:06, declared 02:00:00:00:00:05"],
    inputs: { macAddress: "02:00:00:00:00:06" },
  },
  {
    name: "MAC deleted from the file",
    desired: { macAddress: "02:00:00:00:00:05" },
    change: file(BOND, /^MACADDR=.*\n/m, ""),
    files: ["ifcfg-bond0: macAddress is none, declared 02:00:00:00:00:05"],
    inputs: { macAddress: undefined },
  },
  {
    name: "the bond set down",
    change: link("bond0", { up: false, carrier: false }),
    kernel: ["kernel: bond0: state is down, declared up"],
  },
  {
    name: "the DHCP client killed",
    desired: { dhcp: true, addresses: [] },
    change: (observed) => ({ ...observed, dhcp: [] }),
    kernel: ["kernel: bond0: dhcp is false, declared true"],
    inputs: { dhcp: false },
  },
  {
    name: "the address of DHCP gone, while its client runs",
    desired: { dhcp: true, addresses: [] },
    change: link("bond0", { addresses: [] }),
    kernel: ["kernel: bond0: address is none, declared one by DHCP"],
  },
  {
    name: "BOOTPROTO edited",
    change: file(BOND, "BOOTPROTO=none", "BOOTPROTO=dhcp"),
    files: ["ifcfg-bond0: dhcp is true, declared false"],
    inputs: { dhcp: true },
  },
  {
    name: "ONBOOT edited",
    change: file(BOND, "ONBOOT=yes", "ONBOOT=no"),
    files: ["ifcfg-bond0: onBoot is false, declared true"],
    inputs: { onBoot: false },
  },
  {
    name: "ONBOOT of a member edited",
    change: file(ifcfgPath("em1"), "ONBOOT=yes", "ONBOOT=no"),
    files: ["ifcfg-em1: ONBOOT is no, declared yes"],
  },
  {
    name: "the only IPv6 address gone from the file, while IPV6INIT stays",
    desired: { addresses: ["10.0.0.5/24", "2001:db8::5/64"] },
    change: file(BOND, "IPV6ADDR=2001:db8::5/64\n", ""),
    files: ["ifcfg-bond0: addresses are 10.0.0.5/24, declared 10.0.0.5/24, 2001:db8::5/64"],
    inputs: { addresses: ["10.0.0.5/24"] },
  },
  {
    name: "a name server gone from resolv.conf",
    desired: { dns: ["10.0.0.53"] },
    change: file("/etc/resolv.conf", "nameserver 10.0.0.53\n", ""),
    files: ["resolv.conf: dns are none, declared 10.0.0.53"],
    inputs: { dns: [] },
  },
  {
    name: "a name server edited in the bond's file",
    desired: { dns: ["10.0.0.53"] },
    change: file(BOND, "DNS1=10.0.0.53", "DNS1=10.0.0.54"),
    files: ["ifcfg-bond0: dns are 10.0.0.54, declared 10.0.0.53"],
    inputs: { dns: ["10.0.0.54"] },
  },
  {
    name: "a search domain gone from resolv.conf",
    desired: { searchDomains: ["example.net"] },
    change: file("/etc/resolv.conf", /^search .*\n/m, "search other.example\n"),
    files: ["resolv.conf: searchDomains are none, declared example.net"],
    inputs: { searchDomains: [] },
  },
];

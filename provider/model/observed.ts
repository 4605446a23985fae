import type { Route, RoutingRule } from "./desired";

/** One file on the host, byte for byte (text is decoded as UTF-8; `exact` is false when that lost something). */
export interface HostFile {
  content: string;
  /** Permission bits in octal, e.g. "644". */
  mode: string;
  owner: string;
  exact: boolean;
}

/** Files of a host by path. */
export type Files = Readonly<Record<string, HostFile>>;

/** A file as people call it. */
export const fileName = (path: string) => path.slice(path.lastIndexOf("/") + 1);

/** One network device as the kernel has it. */
export interface Link {
  name: string;
  /** Administratively up (IFF_UP); not the same as carrier. */
  up: boolean;
  /** Undefined while the device is down: the kernel does not say. */
  carrier?: boolean;
  mtu: number;
  mac: string;
  /** The address burnt into the device; for a member, from the bonding driver. */
  permanentMac?: string;
  speedMbps?: number;
  duplex?: string;
  /** The bond or bridge that holds it. */
  master?: string;
  /** "bond", "bridge", "vlan", ... as the kernel calls it; "" for a plain device. */
  kind: string;
  /** The device that it stands on: that of a VLAN, a macvlan, a tunnel. */
  parent?: string;
  /** CIDR form with scope global, in the kernel's order; link-local ones are left out. */
  addresses: string[];
  /** Those among them that have a lifetime, from DHCP or a router: they come and go by themselves. */
  dynamic?: string[];
}

/** A device in another network namespace (a container's) that stands on one of the host. */
export interface Abroad {
  name: string;
  kind: string;
  /** The host's device. */
  parent: string;
  /** The namespace's name, or "of process PID (NAME)". */
  namespace: string;
}

export interface ObservedBond {
  /** The text of /proc/net/bonding/NAME. */
  proc: string;
  /** Every file under /sys/class/net/NAME/bonding/ by kernel name, as read, without the final newline. */
  options: Record<string, string>;
  /** Files there that this user may not read: unread is not absent. */
  unread: string[];
  /** In the kernel's order. */
  members: string[];
}

/** A route that the kernel has, of any table, with one next hop or none; `to` may be "default". */
export interface KernelRoute extends Route {
  /** "" for a route that refuses. */
  dev: string;
}

/** A rule of policy routing that a declaration could say. */
export interface KernelRule extends RoutingRule {
  family: 4 | 6;
}

/** What NetworkManager says of itself and of what it holds. */
export interface Manager {
  /** "1.42.4"; "" where it does not answer. */
  version: string;
  devices: ManagedDevice[];
  /** Every profile that it has read. */
  profiles: { id: string; type: string; path: string }[];
  /** Whether the next boot starts it. */
  atBoot: boolean;
  /** Another tool has a checkpoint open, which would undo what is changed meanwhile. */
  checkpoint: boolean;
}

/** A device as NetworkManager sees it. */
export interface ManagedDevice {
  name: string;
  /** "connected", "disconnected", "unmanaged", "connected (externally)", ... */
  state: string;
  /** The profile that it has. */
  id?: string;
}

/** Everything one look at a host tells: facts only, no judgement. All paths are absolute. */
export interface Observed {
  machineId: string;
  kernel: string;
  hostname: string;
  /** Whole seconds from the host's boot to when it was read. */
  clock?: number;
  /** `performance.now()` here, when the answer had come. */
  readAt?: number;
  /** Running as root (directly or through sudo). */
  privileged: boolean;
  /** How this SSH session came in: the device that has the address it was made to; absent when not over SSH. */
  ssh?: { client: string; address: string; device?: string };
  stack: {
    /** /sbin/ifup and the network-scripts are there and not NetworkManager's wrapper. */
    networkScripts: boolean;
    /** The service that brings the files up at boot. */
    networkService: "enabled" | "disabled" | "absent";
    /** "stopped": the next boot starts it; "disabled": it is installed, and nothing starts it. */
    networkManager: "running" | "stopped" | "disabled" | "absent";
    /** Devices NetworkManager manages. */
    networkManagerDevices: string[];
    /** Absent: it does not run. */
    manager?: Manager;
    systemd: boolean;
    selinux: boolean;
    /** Filesystem type of / and whether /etc can be written. */
    rootFilesystem: string;
    etcWritable: boolean;
    freeKilobytes: number;
  };
  /** ifcfg-*, route-*, route6-*, rule-*, keys-* of network-scripts (ignored suffixes included), /etc/sysconfig/network, /etc/resolv.conf and the .save beside it. */
  files: Record<string, HostFile>;
  /** Files that exist and may not be read. */
  unreadFiles: string[];
  /** What files said before a bond of ours took them over, by bond device and path; null: the file was not there. */
  originals: Record<string, Record<string, HostFile | null>>;
  links: Record<string, Link>;
  abroad: Abroad[];
  bonds: Record<string, ObservedBond>;
  routes: KernelRoute[];
  rules: KernelRule[];
  /** Devices with a DHCP client running. */
  dhcp: string[];
  /** The transaction that is not in a final phase, if there is one. */
  transaction?: { id: string; device: string; phase: string; holder: string };
  /** Digest of all that a change depends on; the host compares it under its lock before it touches anything. */
  digest: string;
}

import { declaredRoutes } from "../../provider/compare/routes";
import { editResolver } from "../../provider/formats/resolvConf";
import type { Desired } from "../../provider/model/desired";
import type { HostFile, Link, Observed, ObservedBond } from "../../provider/model/observed";
import { rows } from "../../provider/options/lookup";
import { MODES } from "../../provider/options/modes";
import type { OptionRow, OptionValue } from "../../provider/options/row";
import { toKernel } from "../../provider/options/values";
import { ruleFamily } from "../../provider/routing/rule";
import { renderFiles } from "../../provider/stacks/network-scripts/render";
import { declaration } from "../model/declaration";

const RESOLVER = "/etc/resolv.conf";

/** A declaration with nothing special about it; `over` says what the test is about. */
export const desiredBond = (over: Partial<Desired> = {}): Desired =>
  declaration({ mode: "active-backup", addresses: ["10.0.0.5/24"], ...over });

/** A file as our scripts leave it. */
export const rootFile = (content: string): HostFile => ({ content, mode: "644", owner: "root:root", exact: true });

/** A device that is up, has carrier and belongs to nothing. */
export function plainLink(name: string, number: number): Link {
  const mac = `52:54:00:00:00:0${number}`;
  return { name, up: true, carrier: true, mtu: 1500, mac, permanentMac: mac, kind: "", addresses: [] };
}

/** A host on which exactly this declaration holds, in files and kernel, as one look would show it. */
export function observedFixture(desired: Desired, over: Partial<Observed> = {}): Observed {
  const { device, dhcp } = desired;
  return {
    machineId: "0123456789abcdef0123456789abcdef",
    kernel: "6.1.0-30-amd64",
    hostname: "media1",
    privileged: true,
    stack: healthyStack(),
    files: filesOf(desired),
    unreadFiles: [],
    originals: {},
    links: linksOf(desired),
    abroad: [],
    bonds: { [device]: bondOf(desired) },
    routes: declaredRoutes(desired),
    rules: desired.rules.map((rule) => ({ priority: 32765, ...rule, family: ruleFamily(rule) })),
    dhcp: dhcp ? [device] : [],
    digest: "d0",
    ...over,
  };
}

function healthyStack(): Observed["stack"] {
  return {
    networkScripts: true,
    networkService: "enabled",
    networkManager: "absent",
    networkManagerDevices: [],
    systemd: true,
    selinux: false,
    rootFilesystem: "ext4",
    etcWritable: true,
    freeKilobytes: 1_000_000,
  };
}

function filesOf(desired: Desired): Record<string, HostFile> {
  const resolver = editResolver("nameserver 10.0.2.3\n", { dns: [], searchDomains: [] }, desired);
  const texts = { ...renderFiles(desired, {}), [RESOLVER]: resolver };
  return Object.fromEntries(Object.entries(texts).map(([path, text]) => [path, rootFile(text)]));
}

function linksOf(desired: Desired): Record<string, Link> {
  const { device, members, mtu = 1500, macAddress } = desired;
  const nics = ["em1", "em2", "em3"].map((name, index) => plainLink(name, index + 1));
  const mac = macAddress ?? nics.find(({ name }) => name === members[0])?.mac ?? "52:54:00:00:00:09";
  const joined = nics.map((nic) => (members.includes(nic.name) ? { ...nic, mtu, mac, master: device } : nic));
  const bond: Link = { ...plainLink(device, 0), kind: "bond", mtu, mac, addresses: leased(desired) };
  delete bond.permanentMac;
  return Object.fromEntries([...joined, bond].map((link) => [link.name, link]));
}

/** A client that runs has its address. */
const leased = ({ addresses, dhcp }: Desired) => (dhcp ? ["192.168.1.99/24", ...addresses] : [...addresses]);

/** A bond with every sysfs file as the kernel prints it: defaults, and on them what is declared. */
function bondOf({ mode, members, options }: Desired): ObservedBond {
  const texts = rows()
    .filter(([, row]) => row.change !== "netlink")
    .map(([name, row]) => [row.kernel, kernelText(row, options[name] ?? row.default)]);
  const queues = members.map((member) => `${member}:0`).join(" ");
  return {
    proc: procText(mode, members),
    options: {
      ...Object.fromEntries(texts),
      mode: `${mode} ${MODES.indexOf(mode)}`,
      slaves: members.join(" "),
      queue_id: queues,
    },
    unread: [],
    members: [...members],
  };
}

function kernelText(row: OptionRow, value: OptionValue): string {
  if (row.type === "word") return `${value} ${row.words.indexOf(String(value))}`;
  return toKernel(row, value).replaceAll(",", " ");
}

const MODE_TEXTS = [
  "load balancing (round-robin)",
  "fault-tolerance (active-backup)",
  "load balancing (xor)",
  "fault-tolerance (broadcast)",
  "IEEE 802.3ad Dynamic link aggregation",
  "transmit load balancing",
  "adaptive load balancing",
];

function procText(mode: Desired["mode"], members: string[]): string {
  const member = (name: string, index: number) =>
    `\nSlave Interface: ${name}\nMII Status: up\nSpeed: 10000 Mbps\nDuplex: full\nLink Failure Count: 0\nPermanent HW addr: 52:54:00:00:00:0${index + 1}\nSlave queue ID: 0\n`;
  const head = `Ethernet Channel Bonding Driver: v6.1.0\n\nBonding Mode: ${MODE_TEXTS[MODES.indexOf(mode)]}\n`;
  const life = "MII Status: up\nMII Polling Interval (ms): 100\nUp Delay (ms): 0\nDown Delay (ms): 0\n";
  return head + life + members.map(member).join("");
}

/** A copy with one text edited; it is an error of the test when the text is not there. */
export function edited(observed: Observed, path: string, from: string | RegExp, to: string): Observed {
  const file = observed.files[path];
  const content = file?.content.replace(from, to);
  if (file === undefined || content === file.content) throw new Error(`${path} does not contain ${from}`);
  return { ...observed, files: { ...observed.files, [path]: { ...file, content: content ?? "" } } };
}

import { isIpv6 } from "../ip/text";
import type { Observed } from "../model/observed";
import { tablesOf } from "../routing/tables";
import { decodeFiles } from "./files";
import { devicesOf, managerOf } from "./manager";
import { decodeNetwork, type Network } from "./network";
import { type HostRecord, linesOf, readRecords, textOf, textsOf } from "./records";

/**
 * What the host's answer to `observe` means. Pure, and total for every text that the script can print; throws an Error
 * whose message is a reason ("its answer breaks off before the end") when it is not such a text or was cut off.
 */
export function decodeObserved(stdout: string): Observed {
  const records = readRecords(stdout);
  const digest = textOf(records, "digest");
  if (!/^[0-9a-f]{16,}$/.test(digest)) throw new Error("its answer has no digest: a tool it needs is missing");
  const failed = linesOf(records, "sysfs").length === 0 ? "grep" : textOf(records, "failed");
  if (failed !== "") throw new Error(`"${failed}" fails there, or that tool is missing`);
  const privileged = textOf(records, "uid") === "0";
  const files = decodeFiles(records);
  const network = decodeNetwork(records, privileged, tablesOf(files.files));
  return {
    machineId: textOf(records, "machine-id"),
    kernel: textOf(records, "kernel"),
    hostname: textOf(records, "hostname"),
    privileged,
    ...decodeClock(textOf(records, "clock")),
    ...decodeConnection(textOf(records, "ssh"), network),
    stack: decodeStack(records),
    ...files,
    ...network,
    dhcp: decodeDhcp(records, network),
    ...decodeTransaction(textOf(records, "transaction")),
    digest,
  };
}

const decodeClock = (text: string): Pick<Observed, "clock"> => (/^\d+$/.test(text) ? { clock: Number(text) } : {});

/** SSH_CONNECTION: client address and port, our address and port. */
function decodeConnection(text: string, network: Network): Pick<Observed, "ssh"> {
  const [client, , address] = text.split(" ");
  if (!client || !address) return {};
  const own = Object.values(network.links).find((link) =>
    link.addresses.some((cidr) => cidr.split("/")[0] === address),
  );
  return { ssh: { client, address, ...(own === undefined ? {} : { device: own.name }) } };
}

const MANAGER = ["running", "stopped", "disabled"] as const;

function decodeStack(records: readonly HostRecord[]): Observed["stack"] {
  const has = (word: string): boolean => records.some((record) => record.word === word);
  const mounts = textsOf(records, "mount").map((text) => text.split(" "));
  const devices = devicesOf(records);
  const service = textOf(records, "network-service");
  const manager = textOf(records, "network-manager");
  return {
    networkScripts: has("network-scripts"),
    networkService: service === "enabled" || service === "disabled" ? service : "absent",
    networkManager: MANAGER.find((state) => state === manager) ?? "absent",
    networkManagerDevices: devices.filter(({ state }) => state !== "unmanaged").map(({ name }) => name),
    ...(manager === "running" && { manager: managerOf(records, devices) }),
    systemd: has("systemd"),
    selinux: has("selinux"),
    rootFilesystem: mounts.filter(([point]) => point === "/").at(-1)?.[1] ?? "",
    etcWritable: !mounts.some(([, , options]) => options?.split(",").includes("ro")),
    freeKilobytes: Math.min(...textsOf(records, "free").map(Number), Number.MAX_SAFE_INTEGER),
  };
}

/**
 * The devices among the words of each client's command line, which names those that it serves; and those with a lease, or
 * on their way to one, that NetworkManager holds: its client is a part of it.
 */
function decodeDhcp(records: readonly HostRecord[], { links }: Network): string[] {
  const words = textsOf(records, "dhclient").flatMap((text) => text.split(" "));
  const held = devicesOf(records).filter(({ state }) => /^connect(ed|ing)\b(?! \(externally\))/.test(state));
  const leased = held.filter(({ name }) => links[name]?.dynamic?.some((cidr) => !isIpv6(cidr)));
  const found = [...words, ...leased.map(({ name }) => name)];
  return [...new Set(found)].filter((word) => links[word] !== undefined).sort();
}

function decodeTransaction(text: string): Pick<Observed, "transaction"> {
  const [, id, phase, device, holder] = /^(\S+) (\S+) (\S+) (.*)$/.exec(text) ?? [];
  if (id === undefined || phase === undefined || device === undefined || holder === undefined) return {};
  return { transaction: { id, phase, device, holder } };
}

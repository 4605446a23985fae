import type { HostFile, KernelRoute, Link, Observed } from "../../provider/model/observed";
import { familyOf } from "../../provider/routing/route";
import { ruleWords } from "../../provider/routing/rule";
import { routeLine } from "../../provider/routing/words";

const indented = (text: string) => text.replace(/^/gm, " ");

/** A file's two records. */
function fileRecords(path: string, file: HostFile): string[] {
  const lines = file.content.split("\n");
  if (lines.at(-1) === "") lines.pop();
  const content = lines.length === 0 ? [] : [`content ${path}`, ...lines.map((line) => ` ${line}`)];
  return [`file ${file.mode} ${file.owner} ${Buffer.byteLength(file.content)} ${path}`, ...content];
}

function originalRecords(originals: Observed["originals"]): string[] {
  return Object.entries(originals).flatMap(([device, files]) =>
    Object.entries(files).flatMap(([path, file]) => {
      const name = `${file === null ? "absent" : "present"}${path.replaceAll("/", "%")}`;
      const empty = { content: "", mode: "644", owner: "root:root", exact: true };
      return fileRecords(`/var/lib/pulumi-linux-bond/originals/${device}/${name}`, file ?? empty);
    }),
  );
}

/** A link's files of sysfs, "PATH:LINE" each. */
function linkLines({ name, up, carrier, mtu, mac, permanentMac, master, kind, ...rest }: Link): string[] {
  const files = {
    address: mac,
    addr_assign_type: permanentMac === mac && master === undefined ? 0 : 3,
    mtu,
    flags: up ? "0x1003" : "0x1002",
    carrier: carrier === undefined ? undefined : Number(carrier),
    speed: rest.speedMbps,
    duplex: rest.duplex,
    uevent: kind === "" ? undefined : `DEVTYPE=${kind}`,
    "master/uevent": master === undefined ? undefined : `INTERFACE=${master}`,
    "bonding_slave/perm_hwaddr": master === undefined ? undefined : permanentMac,
  };
  const there = Object.entries(files).filter(([, value]) => value !== undefined);
  return there.map(([file, value]) => `/sys/class/net/${name}/${file}:${value}`);
}

/**
 * What our script prints when it looks at a host that is so: the inverse of decoding, for hosts that are played. Leaves
 * out what no played host has: VLANs, files that may not be read, NetworkManager, a transaction.
 */
export function observation(host: Observed): string {
  const { links, bonds, stack } = host;
  const bonding = Object.entries(bonds).flatMap(([device, { options }]) =>
    Object.entries(options).map(([option, value]) => [`/sys/class/net/${device}/bonding/${option}`, value] as const),
  );
  const proc = Object.entries(bonds).flatMap(([device, bond]) =>
    bond.proc
      .replace(/\n$/, "")
      .split("\n")
      .map((line) => `/proc/net/bonding/${device}:${line}`),
  );
  const sysfs = [...Object.values(links).flatMap(linkLines), ...bonding.map((pair) => pair.join(":")), ...proc];
  const addresses = Object.values(links).flatMap(({ name, addresses }) =>
    addresses.map((cidr) => `1: ${name}    inet ${cidr} scope global ${name}\\ valid_lft forever`),
  );
  const routing = ([4, 6] as const).flatMap((family) => {
    const routes = host.routes.filter((route) => familyOf(route) === family);
    const rules = host.rules.filter((rule) => rule.family === family);
    return [
      ...[`routes${family}`, ...routes.map((route) => ` ${shownAs(route)}`)],
      ...[`rules${family}`, ...rules.map((rule) => ` ${rule.priority}:\t${ruleWords(rule)}`)],
    ];
  });
  return [
    `machine-id ${host.machineId}`,
    `kernel ${host.kernel}`,
    `hostname ${host.hostname}`,
    `uid ${host.privileged ? 0 : 1000}`,
    ...(host.ssh ? [`ssh ${host.ssh.client} 50000 ${host.ssh.address} 22`] : []),
    ...(stack.networkScripts ? ["network-scripts"] : []),
    `network-service ${stack.networkService}`,
    ...(stack.systemd ? ["systemd"] : []),
    `mount / ${stack.rootFilesystem} rw`,
    `free ${stack.freeKilobytes}`,
    `network-manager ${stack.networkManager}`,
    ...Object.entries(host.files).flatMap(([path, file]) => fileRecords(path, file)),
    ...originalRecords(host.originals),
    ...bonding.map(([path]) => `option ${path}`),
    ...["sysfs", ...indented(sysfs.join("\n")).split("\n")],
    ...["addresses", ...indented(addresses.join("\n")).split("\n")],
    ...routing,
    ...["digest 0123456789abcdef", "end", ""],
  ].join("\n");
}

/** As ip shows it: with the device, and all addresses as "default". */
const shownAs = (route: KernelRoute) => {
  const words = routeLine(route, route.dev).replace(/(0\.0\.0\.0|::)\/0/, "default");
  return / dev /.test(words) || route.dev === "" ? words : words.replace(/( via \S+)/, `$1 dev ${route.dev}`);
};

import { mkdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { kernelOptions } from "../../provider/compare/options";
import type { Observed } from "../../provider/model/observed";
import { waysOf } from "../../provider/routing/route";
import { declarationOf } from "../../provider/verbs/compared";
import { Anonymous } from "./anonymous";

const SCRIPTS = "/etc/sysconfig/network-scripts/";
const SHARED = ["/etc/sysconfig/network", "/etc/resolv.conf", "/etc/iproute2/rt_tables"];

/** The texts of a folder, by their place in it, that plays this bond of a host: what is somebody's own is replaced. */
function folderTexts(observed: Observed, device: string): Record<string, string> {
  const others = new Anonymous();
  const files = Object.entries(observed.files).filter(([path]) => path.startsWith(SCRIPTS) || SHARED.includes(path));
  const texts = files.map(([path, { content }]) => [`files/${basename(path)}`, content] as const);
  const proc = observed.bonds[device]?.proc;
  const whole = [
    ...texts,
    ["kernel.json", `${JSON.stringify(kernelOf(observed, device), null, 2)}\n`] as const,
    ...(proc === undefined ? [] : [["proc.txt", proc] as const]),
  ];
  return Object.fromEntries(whole.map(([name, text]) => [name, others.text(text)]));
}

/** The running bond in the form of a folder's kernel.json. */
function kernelOf(observed: Observed, device: string) {
  const link = observed.links[device];
  const members = observed.bonds[device]?.members ?? [];
  const rest = Object.values(observed.links).filter(({ name }) => ![device, "lo", ...members].includes(name));
  const nics = rest.filter(({ kind, parent }) => kind === "" && parent === undefined);
  const others = rest.filter((one) => !nics.includes(one));
  return {
    device,
    mode: declarationOf(observed, device)?.mode,
    members,
    options: kernelOptions(observed, device),
    addresses: link?.addresses ?? [],
    ...(link && link.mtu !== 1500 && { mtu: link.mtu }),
    dhcp: observed.dhcp.includes(device),
    routes: waysOf(observed.routes).map(({ to, via, dev, metric }) => ({ to, via, dev, metric })),
    otherNics: nics.map(({ name }) => name),
    links: others.map(({ name, kind, addresses }) => ({ name, kind, addresses })),
  };
}

/** Writes such a folder; one that has a file of that name already is left alone. */
export async function collect(observed: Observed, device: string, folder: string): Promise<void> {
  await mkdir(join(folder, "files"), { recursive: true });
  for (const [name, text] of Object.entries(folderTexts(observed, device)))
    await writeFile(join(folder, name), text, { flag: "wx" });
}

import type { Link, Observed, ObservedBond } from "../../provider/model/observed";
import type { Host } from "./host";

/** What a look at the model shows. */
export function observe(host: Host): Observed {
  const { kernel } = host;
  const links = [...kernel.devices.values()].map((device): Link => {
    const { name, kind, up, mtu, mac, permanentMac, master, parent, addresses } = device;
    const carries = kernel.bonds.has(name) ? kernel.bond(name).members.length > 0 : true;
    const burnt = kind === "" ? { permanentMac } : {};
    const held = { ...(master && { master }), ...(parent && { parent }) };
    return { name, kind, up, mtu, mac, ...burnt, ...held, addresses: [...addresses], ...(up && { carrier: carries }) };
  });
  const bonds = [...kernel.bonds.values()].map((bond) => {
    const options = bond.files();
    const read: ObservedBond = { proc: "", options, unread: [], members: [...bond.members] };
    return [bond.name, read] as const;
  });
  const kept = [...host.originals].map(([device, files]) => [device, Object.fromEntries(files)] as const);
  return {
    ...SURROUNDINGS,
    kernel: kernel.version,
    files: Object.fromEntries(host.files),
    originals: Object.fromEntries(kept),
    links: Object.fromEntries(links.map((link) => [link.name, link])),
    bonds: Object.fromEntries(bonds),
    routes: kernel.routes.all.map((route) => ({ ...route })),
    rules: kernel.rules.map((rule) => ({ ...rule })),
    dhcp: [...host.dhcp],
  };
}

const SURROUNDINGS = {
  machineId: "0123456789abcdef0123456789abcdef",
  hostname: "media1",
  privileged: true,
  stack: {
    networkScripts: true,
    networkService: "enabled",
    networkManager: "absent",
    networkManagerDevices: [],
    systemd: true,
    selinux: false,
    rootFilesystem: "ext4",
    etcWritable: true,
    freeKilobytes: 1000000,
  },
  unreadFiles: [],
  abroad: [],
  digest: "",
} satisfies Partial<Observed>;

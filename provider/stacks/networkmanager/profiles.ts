import { addressesIn } from "../../formats/keyfile/routes";
import { dictionary } from "../../model/dictionary";
import type { Files } from "../../model/observed";
import type { Profile, Profiles } from "../../model/stack";
import { type Connection, connections } from "./connections";

/** A group that is not there means addresses from DHCP and from routers. */
const methodOf = ({ settings }: Connection, group: "ipv4" | "ipv6") => settings.get(`${group}.method`) ?? "auto";

function profileOf(one: Connection, all: readonly Connection[]): Profile {
  const { path, id, autoconnect, masterKind, settings } = one;
  const master = all.find((other) => other.id !== undefined && other.id === one.master)?.device ?? one.master;
  const isPort = master !== undefined;
  const fixed = (group: "ipv4" | "ipv6") => (methodOf(one, group) === "disabled" ? [] : addressesIn(settings, group));
  return {
    path,
    atBoot: autoconnect,
    ...(id && { id }),
    ...(isPort && (masterKind === "bridge" ? { bridge: master } : { master })),
    addresses: isPort ? [] : [...fixed("ipv4"), ...fixed("ipv6")],
    dhcp: !isPort && methodOf(one, "ipv4") === "auto",
  };
}

/** Every device that a profile names; of several for one device the first that comes up at boot. */
export function profiles(files: Files): Profiles {
  const all = connections(files);
  const named = all.flatMap((one) => (one.device === undefined ? [] : [[one.device, profileOf(one, all)] as const]));
  return dictionary(named.reverse().sort(([, a], [, b]) => Number(a.atBoot) - Number(b.atBoot)));
}

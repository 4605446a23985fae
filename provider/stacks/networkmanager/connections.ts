import { type Keyfile, parseKeyfile, Settings } from "../../formats/keyfile/parse";
import type { Files, HostFile } from "../../model/observed";
import { isLive } from "./paths";

/** One profile as its file has it. */
export interface Connection {
  path: string;
  file: HostFile;
  keyfile: Keyfile;
  settings: Settings;
  id?: string;
  /** The device that it is for; absent: any that it fits. */
  device?: string;
  type: string;
  autoconnect: boolean;
  /** The name or the id of the device that takes it. */
  master?: string;
  /** "bond", "bridge", ... of that device. */
  masterKind?: string;
}

/** The words that NetworkManager has for a type of its own. */
const TYPES: Readonly<Record<string, string>> = { "802-3-ethernet": "ethernet" };

/** NetworkManager's words for yes. */
export const isYes = (text: string | undefined, otherwise: boolean): boolean =>
  text === undefined ? otherwise : /^(true|yes|on|1)$/i.test(text);

function connectionOf(path: string, file: HostFile): Connection {
  const keyfile = parseKeyfile(file.content);
  const settings = new Settings(keyfile);
  const said = (...keys: string[]) => keys.map((key) => settings.get(`connection.${key}`)).find((text) => text);
  const type = said("type") ?? "";
  const [id, device] = [said("uuid"), said("interface-name")];
  const [master, masterKind] = [said("controller", "master"), said("port-type", "slave-type")];
  return {
    path,
    file,
    keyfile,
    settings,
    type: TYPES[type] ?? type,
    autoconnect: isYes(said("autoconnect"), true),
    ...(id && { id }),
    ...(device && { device }),
    ...(master && { master }),
    ...(masterKind && { masterKind }),
  };
}

/** Every profile in a host's keyfiles that NetworkManager accepts as one, in the order of their paths. */
export function connections(files: Files): Connection[] {
  const paths = Object.keys(files).filter(isLive).sort();
  const all = paths.flatMap((path) => {
    const file = files[path];
    return file === undefined ? [] : [connectionOf(path, file)];
  });
  return all.filter(({ keyfile }) => keyfile.problems.length === 0);
}

/** The profile of a bond, and those that make devices its members: they name it by its device or by its profile's id. */
export function ofBond(all: readonly Connection[], device: string) {
  const bond = all.find((one) => one.type === "bond" && one.device === device);
  const names = [device, ...(bond?.id === undefined ? [] : [bond.id])];
  const members = all.filter(
    ({ master, masterKind = "bond" }) => masterKind === "bond" && names.includes(master ?? ""),
  );
  return { bond, members };
}

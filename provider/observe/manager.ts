import type { ManagedDevice, Manager } from "../model/observed";
import { type HostRecord, textOf, textsOf } from "./records";

/** The fields of nmcli's terse text: a colon or a backslash in a value has a backslash before it. */
const fields = (text: string): string[] =>
  text.split(/(?<!(?<!\\)(?:\\\\)*\\):/).map((field) => field.replace(/\\(.)/g, "$1"));

/** Every device that NetworkManager sees. */
export function devicesOf(records: readonly HostRecord[]): ManagedDevice[] {
  return textsOf(records, "nm-device").map((text) => {
    const [name = "", state = "", id] = fields(text);
    return { name, state, ...(id && { id }) };
  });
}

/** What NetworkManager said, where it runs. */
export function managerOf(records: readonly HostRecord[], devices: ManagedDevice[]): Manager {
  const profiles = textsOf(records, "nm-profile").map((text) => {
    const [id = "", type = "", path = ""] = fields(text);
    return { id, type, path };
  });
  // "ao 0": an array of object paths without any.
  const checkpoint = !/^(ao 0)?$/.test(textOf(records, "nm-checkpoints"));
  const atBoot = records.some(({ word }) => word === "nm-at-boot");
  return { version: textOf(records, "nm-version"), devices, profiles, atBoot, checkpoint };
}

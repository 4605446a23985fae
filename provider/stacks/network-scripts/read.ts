import { unsafeKey } from "../../formats/ifcfg/quote";
import type { Read } from "../../model/configuration";
import type { Desired } from "../../model/desired";
import { dictionary } from "../../model/dictionary";
import type { Observed } from "../../model/observed";
import { REPETITIVE } from "./keys";
import { ifcfgPath } from "./paths";
import { fileState } from "./state";

const givenUp = (key: string) => REPETITIVE.includes(key) || unsafeKey(key) !== undefined;

const declared = (keys: Record<string, string>) =>
  dictionary(Object.entries(keys).map(([key, value]) => [key, givenUp(key) ? "" : value] as const));

const sayable = ({ bond, members }: Desired["extraKeys"]): Desired["extraKeys"] => ({
  bond: declared(bond),
  members: dictionary(Object.entries(members).map(([member, keys]) => [member, declared(keys)] as const)),
});

/** What the files say of a bond. */
export function read({ files, unreadFiles }: Observed, device: string): Read {
  const state = fileState(files, device);
  return { ...state, sayable: sayable(state.extraKeys), unread: unreadFiles.includes(ifcfgPath(device)) };
}

import { isSetting, unsafeValue } from "../../formats/keyfile/edit";
import type { Asked, Reason } from "../../model/stack";
import { memberPropertyOf, propertyOf } from "./owned";

function reasonOf(place: string, name: string, value: string, property: string | undefined): Reason[] {
  if (!isSetting(name)) {
    const next = `Write the setting as nmcli has it, e.g. connection.zone for ZONE`;
    return [{ why: `${place}.${name} is a key of ifcfg files, and NetworkManager keeps keyfiles here`, next }];
  }
  if (property !== undefined) return [{ why: `${place}.${name} is what ${property} writes`, next: "Leave it out" }];
  const odd = value === "" ? undefined : unsafeValue(value);
  return odd === undefined
    ? []
    : [{ why: `${place}.${name} ${odd}, which a keyfile cannot have`, next: "Write it without" }];
}

/** Settings without a property that no keyfile can have, or that a property has. No message shows a value. */
export const extraRefusals = ({ desired: { extraKeys } }: Asked): Reason[] => [
  ...Object.entries(extraKeys.bond).flatMap(([name, value]) =>
    reasonOf("extraKeys.bond", name, value, propertyOf(name)),
  ),
  ...Object.entries(extraKeys.members).flatMap(([member, keys]) =>
    Object.entries(keys).flatMap(([name, value]) =>
      reasonOf(`extraKeys.members.${member}`, name, value, memberPropertyOf(name)),
    ),
  ),
];

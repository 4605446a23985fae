import { ownKeyReason } from "../../ifcfg/keys";
import { desired } from "../desired";
import { type Facts, failures, type Rule } from "../facts";

/** Keys that would make the scripts do something else than what is declared, and why. */
const HARMFUL: Readonly<Record<string, string>> = {
  HWADDR: "the scripts compare it with the MAC address that bond and members share, and refuse the device",
  MASTER: "the scripts would attach the device to another bond",
  SLAVE: "the scripts would attach the device to another bond",
  BRIDGE: "the scripts would put the device into a bridge and set no addresses",
  VLAN: "the scripts would take the device for a VLAN",
  NETWORK: "the scripts would compare the gateway with it instead of with the address",
  DEVICETYPE: "the scripts would run another script than the one for network cards",
  CONFIG: "the scripts keep the name of the file itself in it",
  REALDEVICE: "the scripts would set up that device in the place of this one",
  PARENTDEVICE: "the scripts would set up that device in the place of this one",
};

/** What is declared twice, or works against the declaration, is refused: of two sayings only one could be true. */
export const keysAreOthers: Rule = (facts) => {
  const { bond = {}, members = {} } = facts.extraKeys ?? {};
  return failures("extraKeys", [
    ...Object.keys(bond).map((key) => keyReason(facts, "extraKeys.bond", key, "bond")),
    ...Object.entries(members).flatMap(([member, keys]) =>
      Object.keys(keys).map((key) => keyReason(facts, `extraKeys.members.${member}`, key, "member")),
    ),
  ]);
};

function keyReason(facts: Facts, name: string, key: string, place: "bond" | "member"): string | undefined {
  const harm = Object.hasOwn(HARMFUL, key) ? HARMFUL[key] : undefined;
  const reason =
    ownKeyReason(key, desired({ ...facts, options: {} }), place) ?? (harm && `${key} would do harm: ${harm}`);
  return reason && `${name}.${key}: ${reason}. Leave it out.`;
}

import { harmOf, ownKeyReason, vlanReason } from "../../stacks/network-scripts/keys";
import { setsNoRoutes, switchedOff } from "../../stacks/network-scripts/switches";
import { desired } from "../desired";
import { failures, type Rule } from "../facts";
import { meant } from "../words";

/** What is declared twice, or works against the declaration, is refused: of two sayings only one could be true. */
export const keysAreOthers: Rule = (facts, table) => {
  const { bond = {}, members = {} } = facts.extraKeys ?? {};
  return failures("extraKeys", [
    ...Object.entries(bond).map((line) => keyReason([facts, table], "extraKeys.bond", line, "bond")),
    ...Object.entries(members).flatMap(([member, keys]) =>
      Object.entries(keys).map((line) => keyReason([facts, table], `extraKeys.members.${member}`, line, "member")),
    ),
  ]);
};

/** A member that is a VLAN comes back at boot by the keys of its file. */
export const vlansAreMade: Rule = ({ extraKeys }) =>
  failures(
    "extraKeys",
    Object.entries(extraKeys?.members ?? {}).map(([member, keys]) => {
      const why = vlanReason(member, keys);
      return why && `extraKeys.members.${member}: ${why}. Write { VLAN: "yes", PHYSDEV: "em1", VID: "5" }.`;
    }),
  );

/** A key that switches a declared property off: one of the two is not true. No message shows a value. */
export const switchesAgree: Rule = (facts) => {
  const keys = facts.extraKeys?.bond ?? {};
  const said: [key: string, name: string, declared: boolean][] = [
    ["GATEWAY", "gateway", facts.gateway !== undefined],
    ["IPV6_DEFAULTGW", "gateway6", facts.gateway6 !== undefined],
    ["DNS1", "dns", (facts.dns ?? []).length > 0],
    ["DOMAIN", "searchDomains", (facts.searchDomains ?? []).length > 0],
  ];
  const off = said.flatMap(([key, name, declared]) => {
    const why = declared ? switchedOff(key, keys) : undefined;
    return why === undefined ? [] : [bothReason(why.split(" ")[0] ?? "", name)];
  });
  const elsewhere = facts.gateway !== undefined && keys.GATEWAYDEV && keys.GATEWAYDEV !== facts.device;
  const unset = setsNoRoutes(keys);
  return failures("extraKeys", [
    ...off,
    elsewhere && bothReason("GATEWAYDEV", "gateway"),
    unset && (facts.routes ?? []).length > 0 && bothReason("NOROUTESET", "routes"),
    unset && (facts.rules ?? []).length > 0 && bothReason("NOROUTESET", "rules"),
  ]);
};

const bothReason = (key: string, name: string) =>
  `extraKeys.bond.${key} switches off ${name}, which is declared: the scripts would not use it. Leave one of them out.`;

/** Any key may be given up, that is declared with "". */
function keyReason(
  [facts, table]: Parameters<Rule>,
  name: string,
  [key, value]: [string, string],
  place: "bond" | "member",
): string | undefined {
  const own = ownKeyReason([key, value], desired({ ...facts, options: {} }), place);
  const ours = own === undefined ? undefined : meant(key, table);
  const instead = ours === undefined ? "Leave it out." : `Did you mean ${ours}?`;
  if (own !== undefined) return `${name}.${key}: ${own}. ${instead}`;
  const harm = value === "" ? undefined : harmOf(key, place);
  return harm && `${name}.${key}: ${key} would do harm: ${harm}. Leave it out.`;
}

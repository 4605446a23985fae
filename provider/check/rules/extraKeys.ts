import { harmOf, ownKeyReason } from "../../ifcfg/keys";
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
  const harm = value === "" ? undefined : harmOf(key);
  return harm && `${name}.${key}: ${key} would do harm: ${harm}. Leave it out.`;
}

import { harmOf, ownKeyReason } from "../../ifcfg/keys";
import { desired } from "../desired";
import { type Facts, failures, type Rule } from "../facts";

/** What is declared twice, or works against the declaration, is refused: of two sayings only one could be true. */
export const keysAreOthers: Rule = (facts) => {
  const { bond = {}, members = {} } = facts.extraKeys ?? {};
  return failures("extraKeys", [
    ...Object.entries(bond).map((line) => keyReason(facts, "extraKeys.bond", line, "bond")),
    ...Object.entries(members).flatMap(([member, keys]) =>
      Object.entries(keys).map((line) => keyReason(facts, `extraKeys.members.${member}`, line, "member")),
    ),
  ]);
};

/** Any key may be given up, that is declared with "". */
function keyReason(facts: Facts, name: string, [key, value]: [string, string], place: "bond" | "member") {
  const harm = value === "" ? undefined : harmOf(key);
  const reason =
    ownKeyReason([key, value], desired({ ...facts, options: {} }), place) ?? (harm && `${key} would do harm: ${harm}`);
  return reason && `${name}.${key}: ${reason}. Leave it out.`;
}

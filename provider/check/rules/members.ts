import { failures, type Rule } from "../facts";
import { repeated } from "./repeated";

/** Without a member there is nothing that could carry a frame. */
export const someMembers: Rule = ({ members }) =>
  failures("members", [
    members?.length === 0 && 'members is empty: a bond without members never has a carrier. Write ["em1", "em2"].',
  ]);

/** A device joins a bond once. */
export const eachOnce: Rule = ({ members = [] }) => {
  return failures(
    "members",
    repeated(members).map((member) => `members names ${member} twice: a NIC joins a bond once. Write it once.`),
  );
};

/** A bond cannot be a part of itself. */
export const notItself: Rule = ({ members, device }) =>
  failures("members", [
    device !== undefined &&
      members?.includes(device) &&
      `members names ${device}, the bond itself, which cannot be its own member. Write the names of NICs.`,
  ]);

/** The scripts ask `grep -w MEMBER` of the list of members whether one is in already. */
export const toldApart: Rule = ({ members = [] }) => {
  const names = new Set(members);
  const holders = new Map<string, string>();
  for (const candidate of names)
    for (const part of partsOf(candidate))
      if (part !== candidate && names.has(part) && !holders.has(part)) holders.set(part, candidate);
  return failures(
    "members",
    [...names].map((member) => {
      const other = holders.get(member);
      return (
        other &&
        `members names ${member} and ${other}: the network scripts take the one for the other and attach only one. Use one of them.`
      );
    }),
  );
};

/** What `grep -w` finds in a name: each part of it that no letter, digit or underscore continues. */
function partsOf(name: string): string[] {
  const isWord = (at: number) => /[A-Za-z0-9_]/.test(name[at] ?? "");
  const places = Array.from({ length: name.length + 1 }, (_, at) => at);
  const starts = places.filter((at) => !isWord(at - 1));
  const ends = places.filter((at) => !isWord(at));
  return starts.flatMap((start) => ends.filter((end) => end > start).map((end) => name.slice(start, end)));
}

/** Keys belong to the file of a member. */
export const keysOfMembers: Rule = ({ members, extraKeys }) => {
  const names = members && new Set(members);
  return failures(
    "extraKeys",
    Object.keys(extraKeys?.members ?? {}).map(
      (member) =>
        names?.has(member) === false &&
        `extraKeys.members has ${member}, which is not a member: no file would get its keys. Add it to members, or leave it out.`,
    ),
  );
};

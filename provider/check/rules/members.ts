import { failures, type Rule } from "../facts";

/** Without a member there is nothing that could carry a frame. */
export const someMembers: Rule = ({ members }) =>
  failures("members", [
    members?.length === 0 && 'members is empty: a bond without members never has a carrier. Write ["em1", "em2"].',
  ]);

/** A device joins a bond once. */
export const eachOnce: Rule = ({ members = [] }) => {
  const twice = new Set(members.filter((member, index) => members.indexOf(member) !== index));
  return failures(
    "members",
    [...twice].map((member) => `members names ${member} twice: a NIC joins a bond once. Write it once.`),
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
export const toldApart: Rule = ({ members = [] }) =>
  failures(
    "members",
    [...new Set(members)].map((member) => {
      const word = new RegExp(`(^|[^A-Za-z0-9_])${member.replace(/[.]/g, "\\.")}([^A-Za-z0-9_]|$)`);
      const other = members.find((candidate) => candidate !== member && word.test(candidate));
      return (
        other &&
        `members names ${member} and ${other}: the network scripts take the one for the other and attach only one. Use one of them.`
      );
    }),
  );

/** Keys belong to the file of a member. */
export const keysOfMembers: Rule = ({ members, extraKeys }) =>
  failures(
    "extraKeys",
    Object.keys(extraKeys?.members ?? {}).map(
      (member) =>
        members &&
        !members.includes(member) &&
        `extraKeys.members has ${member}, which is not a member: no file would get its keys. Add it to members, or leave it out.`,
    ),
  );

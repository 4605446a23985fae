import { safeTargetOrder } from "../../formats/ifcfg/targets";
import { isMulticast, parseMac } from "../../ip/mac";
import { kindOf, parseIp } from "../../ip/parse";
import type { OptionRow, OptionValue } from "../../options/row";
import { nearest } from "../nearest";
import { bad, good, integer, list, onlyOnOrOff, type Reader, show, whenKnown } from "../reading";

/** The reader of an option's value, by the type of its row. */
export function optionReader(row: Exclude<OptionRow, { type: "perMember" }>): Reader<OptionValue> {
  switch (row.type) {
    case "integer":
      return integer(row.min, row.max, `the kernel takes ${row.min} to ${row.max}${row.unit ? ` ${row.unit}` : ""}`);
    case "word":
      return word(row.words);
    case "flag":
      return onOrOff;
    case "mac":
      return systemMac;
    case "member":
      return memberName;
    default:
      return targets(row.type === "ipv4List" ? 4 : 6, row.most);
  }
}

/** A word of the kernel's, or its number, which becomes the word. */
const word = (words: readonly string[]): Reader<OptionValue> =>
  whenKnown((value, name) => {
    const known = words.find((entry, number) => value === entry || value === number || value === String(number));
    if (known !== undefined) return good(known);
    const near = typeof value === "string" ? nearest(value, words) : undefined;
    const instead = near ? `Did you mean ${show(near)}?` : `Write one of ${words.join(", ")}.`;
    return bad(value, `${name} is ${show(value)}, which the kernel does not know. ${instead}`);
  });

const onOrOff: Reader<OptionValue> = whenKnown((value, name) => {
  if (value === 0 || value === 1) return good(value === 1);
  return typeof value === "boolean" ? good(value) : bad(value, onlyOnOrOff(value, name));
});

const systemMac: Reader<OptionValue> = whenKnown((value, name) => {
  const mac = typeof value === "string" ? parseMac(value) : undefined;
  if (!mac) return bad(value, `${name} is ${show(value)}, not a MAC address. Write it like "52:54:00:12:34:56".`);
  return isMulticast(mac)
    ? bad(value, `${name} ${mac} is a multicast address, which the kernel refuses here. Make the second digit even.`)
    : good(mac);
});

const memberName: Reader<OptionValue> = whenKnown((value, name) =>
  typeof value === "string" ? good(value) : bad(value, `${name} is ${show(value)}: write the name of a member.`),
);

const UNASKABLE = ["unspecified", "broadcast", "multicast", "loopback"];

const target = (family: 4 | 6): Reader<string> =>
  whenKnown((value, name) => {
    const ip = typeof value === "string" ? parseIp(value.trim()) : undefined;
    if (ip?.family !== family)
      return bad(
        value,
        `${name} is ${show(value)}, not an IPv${family} address. Write one that answers at all times, e.g. the gateway's.`,
      );
    return UNASKABLE.includes(kindOf(ip))
      ? bad(
          value,
          `${name} ${ip.text} is not the address of one host, so that nobody answers for it. Write one that answers at all times.`,
        )
      : good(ip.text);
  });

/** Targets, in an order in which the scripts do not lose one; their order has no meaning for the kernel. */
function targets(family: 4 | 6, most: number): Reader<OptionValue> {
  const entries = list(target(family), family === 4 ? '["192.168.1.1"]' : '["2001:db8::1"]');
  return (value, name) => {
    const { known, ...reading } = entries(value, name);
    if (!known) return reading;
    const twice = known.find((entry, index) => known.indexOf(entry) !== index);
    if (twice) return bad(known, `${name} names ${twice} twice, which the kernel refuses. Write it once.`);
    if (known.length > most)
      return bad(known, `${name} has ${known.length} addresses: the kernel has room for ${most}. Leave some out.`);
    const order = family === 4 ? safeTargetOrder(known) : [...known].sort();
    return order
      ? good(order)
      : bad(
          known,
          `${name} cannot be set by the network scripts in any order: their grep takes one of ${known.join(", ")} for a part of the others. Replace one of them.`,
        );
  };
}

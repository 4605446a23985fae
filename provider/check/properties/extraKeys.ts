import { unsafeKey, unsafeReason } from "../../ifcfg/quote";
import { bad, good, isObject, object, put, type Reader, type Reading, show, whenKnown } from "../reading";

type Keys = Record<string, string>;

/** An object whose keys are not fixed, every entry read alike; entries that `keep` refuses are left out. */
function record<T>(
  entry: Reader<T>,
  example: string,
  keep: (known: T) => boolean = () => true,
): Reader<Record<string, T>> {
  return whenKnown((value, name) => {
    if (!isObject(value)) return bad(value, `${name} is ${show(value)}. Write ${example}.`);
    const readings = Object.entries(value)
      .filter(([, content]) => content !== undefined && content !== null)
      .map(([key, content]): [string, Reading<T>] => [key, entry(content, `${name}.${key}`)])
      .filter(([, { known }]) => known === undefined || keep(known))
      .sort(([a], [b]) => (a < b ? -1 : 1));
    const [normal, known] = [{}, {}] as [Record<string, unknown>, Record<string, T>];
    for (const [key, reading] of readings) {
      put(normal, key, reading.value);
      if (reading.known !== undefined) put(known, key, reading.known);
    }
    return { value: normal, known, reasons: readings.flatMap(([, reading]) => reading.reasons) };
  });
}

/** One line of a file: any text that the shell, the scripts and their greps all take for the same. */
const readLine: Reader<string> = whenKnown((value, name) => {
  const key = name.slice(name.lastIndexOf(".") + 1);
  const wrongKey = unsafeKey(key);
  if (wrongKey)
    return bad(value, `${name}: ${show(key)} ${wrongKey}, and the file is read by a shell. Write a key like "ZONE".`);
  if (typeof value !== "string") return bad(value, `${name} is ${show(value)}. Write the value as a string.`);
  const unsafe = unsafeReason(value);
  return unsafe
    ? bad(value, `${name} is ${show(value)}: it ${unsafe}. The file is read by a shell: write it without.`)
    : good(value);
});

const lines = record(readLine, '{ ZONE: "public" }');
const isNotEmpty = (keys: Keys) => Object.keys(keys).length > 0;

/** ifcfg keys that have no property: of the bond's file, and of each member's. */
export const readExtraKeys = object(
  { bond: lines, members: record(lines, '{ em1: { ETHTOOL_OPTS: "..." } }', isNotEmpty) },
  '{ bond: { ZONE: "public" }, members: { em1: { ETHTOOL_OPTS: "..." } } }',
);

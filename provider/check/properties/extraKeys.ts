import { looksExpanded, unsafeKey, unsafeReason } from "../../formats/ifcfg/quote";
import { isSetting, unsafeValue } from "../../formats/keyfile/edit";
import { absent, bad, good, isObject, object, put, type Reader, type Reading, show, whenKnown } from "../reading";

/** An object whose keys are not fixed, in the order of its keys. Entries that say nothing are left out. */
function record<T>(entry: (key: string) => Reader<T>, example: string): Reader<Record<string, T>> {
  return whenKnown((value, name) => {
    if (!isObject(value)) return bad(value, `${name} is not an object. Write ${example}.`);
    const readings = Object.entries(value)
      .filter(([, content]) => !absent(content))
      .map(([key, content]): [string, Reading<T>] => [key, entry(key)(content, `${name}.${key}`)])
      .filter(([, { known, value: normal }]) => known === undefined || !isObject(normal) || isNotEmpty(normal))
      .sort(([a], [b]) => (a < b ? -1 : 1));
    const [normal, known] = [{}, {}] as [Record<string, unknown>, Record<string, T>];
    for (const [key, reading] of readings) {
      put(normal, key, reading.value);
      if (reading.known !== undefined) put(known, key, reading.known);
    }
    return { value: normal, known, reasons: readings.flatMap(([, reading]) => reading.reasons) };
  });
}

const isNotEmpty = (keys: object) => Object.keys(keys).length > 0;

/** One line of a file: a key, and any text that the shell, the scripts and their greps all take for the same; "": no line. */
const line = (key: string): Reader<string> => {
  if (isSetting(key)) return settingValue;
  const wrong = unsafeKey(key);
  const wrongKey: Reader<string> = (value, name) =>
    value === ""
      ? good(value)
      : bad(value, `${name}: ${show(key)} ${wrong}, and the file is read by a shell. Write a key like "ZONE".`);
  return wrong ? wrongKey : lineValue;
};

const lineValue: Reader<string> = whenKnown((value, name) => {
  // Never shown: it may be a secret.
  if (typeof value !== "string") return bad(value, `${name} is not a string. Write the value as a string.`);
  if (looksExpanded(value))
    return bad(
      value,
      `${name} has a variable ($NAME): values are written literally, and no shell puts anything into them. Write what it stands for, e.g. the device's name.`,
    );
  const unsafe = unsafeReason(value);
  return unsafe ? bad(value, `${name} ${unsafe}. The file is read by a shell: write it without.`) : good(value);
});

/** One setting of a keyfile. */
const settingValue: Reader<string> = whenKnown((value, name) => {
  if (typeof value !== "string") return bad(value, `${name} is not a string. Write the value as a string.`);
  const unsafe = unsafeValue(value);
  return unsafe ? bad(value, `${name} ${unsafe}, which a keyfile cannot have. Write it without.`) : good(value);
});

const lines = record(line, '{ ZONE: "public" }');

const EXAMPLE = '{ bond: { ZONE: "public" }, members: { em1: { ETHTOOL_OPTS: "..." } } }';
const places = object({ bond: lines, members: record(() => lines, '{ em1: { ETHTOOL_OPTS: "..." } }') }, EXAMPLE);

/** ifcfg keys that have no property: of the bond's file, and of each member's. No message shows a value. */
export const readExtraKeys: typeof places = whenKnown((value, name) =>
  isObject(value) ? places(value, name) : bad(value, `${name} is not an object. Write ${EXAMPLE}.`),
);

import type { OptionTable } from "../options/row";
import { OPTIONS } from "../options/table";
import type { Inputs } from "./desired";
import type { Facts, Failure } from "./facts";
import { LEFT_OUT, REQUIRED, readers } from "./properties";
import { connectionReasons } from "./properties/connection";
import { absent, put } from "./reading";
import { RULES } from "./rules";
import { strangerReason } from "./strangers";

/** What check makes of a program's inputs. */
export interface Checked {
  /** The normal form: what the engine compares and shows. */
  inputs: Record<string, unknown>;
  /** Everything that is wrong, at once; with any, nothing is done. */
  failures: Failure[];
}

/**
 * Brings a program's inputs into normal form and finds everything in them that can be known to be wrong, without looking
 * at any host. What is not known yet passes unchanged, and the rules that depend on it wait for the update.
 *
 * @param news What the program says, by property.
 * @param table The options that exist.
 */
export function check(news: Inputs, table: OptionTable = OPTIONS): Checked {
  const known = readers(table);
  const { inputs, facts, failures } = readProperties(news, known);
  const connection = connectionReasons(news.connection).map((reason) => ({ property: "", reason }));
  if (!absent(news.connection)) put(inputs, "connection", news.connection);
  const others = Object.entries(news).filter(([name, value]) => !absent(value) && !isKnown(name, known));
  for (const [name, value] of others) put(inputs, name, value);
  return {
    inputs,
    failures: [
      ...connection,
      ...[...failures, ...RULES.flatMap((rule) => rule(facts, table))].map(concealed),
      ...strangers(
        others.map(([name]) => name),
        ["connection", ...Object.keys(known)],
        table,
      ),
    ],
  };
}

/** Under no property: beside its name the engine shows a property's whole value, and that of these may hold secrets. */
const concealed = ({ property, reason }: Failure): Failure => ({
  property: property === "extraKeys" ? "" : property,
  reason,
});

type Readers = ReturnType<typeof readers>;

const isKnown = (name: string, known: Readers) => name === "connection" || Object.hasOwn(known, name);

function readProperties(news: Inputs, known: Readers) {
  const inputs: Record<string, unknown> = {};
  const facts: Record<string, unknown> = {};
  const failures: Failure[] = [];
  for (const [name, reader] of Object.entries(known)) {
    const property = name as keyof Facts;
    const given = Object.hasOwn(news, name) && !absent(news[name]);
    if (!given && REQUIRED[property]) failures.push({ property, reason: `${name} is missing: ${REQUIRED[property]}` });
    if (!given && LEFT_OUT[property] === undefined) continue;
    const reading = reader(given ? news[name] : LEFT_OUT[property], name);
    if (given || name === "options") inputs[name] = reading.value;
    if (reading.known !== undefined) facts[name] = reading.known;
    for (const reason of reading.reasons) failures.push({ property, reason });
  }
  return { inputs, facts: facts as Facts, failures };
}

/** Names that begin with two underscores are the engine's own. */
const strangers = (names: string[], properties: readonly string[], table: OptionTable): Failure[] =>
  names
    .filter((name) => !name.startsWith("__"))
    .map((name) => ({
      property: "",
      reason: strangerReason(name, properties, table),
    }));

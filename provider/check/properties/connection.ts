import type { Connection } from "../../ssh/connection";
import { connectionProblems } from "../../ssh/problems";
import { nearest } from "../nearest";
import { absent, isObject } from "../reading";
import { hasUnknown, UNKNOWN } from "../unknown";

type Entries = Record<string, unknown>;

const isText = (value: unknown) => typeof value === "string";
const isNumber = (value: unknown) => typeof value === "number";
const isFlag = (value: unknown) => typeof value === "boolean";
const isSudo = (value: unknown) => isFlag(value) || (isObject(value) && isText(value.password));
const isTexts = (value: unknown) => Array.isArray(value) && value.every(isText);

const TEXTS = [
  "host",
  "user",
  "privateKey",
  "privateKeyPassword",
  "privateKeyPath",
  "password",
  "agentSocketPath",
  "hostKey",
  "knownHostsPath",
];
const NUMBERS = ["dialErrorLimit", "perDialTimeout", "commandTimeout", "keepAliveTimeout"];

/** The shape of each entry of a hop, and of those that only the connection itself has. */
const HOP: Readonly<Record<string, [is: (value: unknown) => boolean, wants: string]>> = {
  ...Object.fromEntries(TEXTS.map((name) => [name, [isText, "a string"]])),
  port: [isNumber, "a number"],
  insecureIgnoreHostKey: [isFlag, "true or false"],
  legacyAlgorithms: [isTexts, "a list of names"],
  proxy: [isObject, "an object like the connection itself"],
};
const WHOLE: typeof HOP = {
  ...HOP,
  ...Object.fromEntries(NUMBERS.map((name) => [name, [isNumber, "a number"]])),
  sudo: [isSudo, "true, or { password }"],
};

/**
 * What is wrong with a connection, one sentence each, by path and reason. No sentence ever shows a value of one of its
 * entries that could be a secret: not even one that stands in the wrong place.
 */
export function connectionReasons(value: unknown): string[] {
  if (value === UNKNOWN) return [];
  if (absent(value))
    return ['connection is missing: nothing can be done without a host. Write { host: "media1.example.net" }.'];
  if (!isObject(value)) return ['connection is not an object. Write { host: "media1.example.net" }.'];
  if (hopsOf(value) > MOST_HOPS)
    return [`connection has more than ${MOST_HOPS} machines inside one another under proxy. Leave some out.`];
  const shapes = shapeReasons(value, WHOLE, "connection");
  if (shapes.length > 0) return shapes;
  return connectionProblems(known(value) as unknown as Connection)
    .filter(({ property }) => !isOpen(value, property))
    .map(({ property, reason }) => `connection.${property} ${reason}`);
}

/** As many as are dialled. */
const MOST_HOPS = 8;

/** How many machines stand inside one another under `proxy`; counted without recursion, for no stack is deep enough for all. */
function hopsOf(value: Entries): number {
  let hops = 0;
  for (let proxy = value.proxy; isObject(proxy) && hops <= MOST_HOPS; proxy = proxy.proxy) hops++;
  return hops;
}

function shapeReasons(value: Entries, shapes: typeof HOP, path: string): string[] {
  return Object.entries(value).flatMap(([key, entry]) => {
    if (absent(entry) || hasUnknown(entry)) return [];
    const [is, wants] = (Object.hasOwn(shapes, key) && shapes[key]) || [];
    if (!is) return [stranger(path, key, shapes)];
    if (!is(entry)) return [`${path}.${key} is not ${wants}. Write ${wants}.`];
    return key === "proxy" ? shapeReasons(entry as Entries, HOP, `${path}.proxy`) : [];
  });
}

function stranger(path: string, key: string, shapes: typeof HOP): string {
  const near = nearest(key, Object.keys(shapes));
  const instead = near ? `Did you mean ${near}?` : `It has ${Object.keys(shapes).join(", ")}.`;
  return `${path} has no ${JSON.stringify(key.slice(0, 40))}. ${instead}`;
}

/** The connection without what is not known yet. */
function known(value: Entries): Entries {
  const entries = Object.entries(value).filter(
    ([key, entry]) => !absent(entry) && (key === "proxy" || !hasUnknown(entry)),
  );
  return Object.fromEntries(
    entries.flatMap(([key, entry]) =>
      key !== "proxy" ? [[key, entry]] : isObject(entry) ? [[key, known(entry)]] : [],
    ),
  );
}

/** Whether a problem may vanish when everything is known. */
function isOpen(value: Entries, property: string): boolean {
  const [head = "", ...rest] = property.split(".");
  const inner = value[head];
  if (rest.length > 0 && isObject(inner)) return isOpen(inner, rest.join("."));
  const partners = head.startsWith("privateKey") ? ["privateKey", "privateKeyPassword", "privateKeyPath"] : [head];
  return (
    partners.some((name) => hasUnknown(value[name])) || (head === "hostKey" && hasUnknown(value.insecureIgnoreHostKey))
  );
}

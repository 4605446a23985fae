import { PACKAGE, TOKEN } from "../provider/plugin/identity";
import { schema } from "./schema";

interface Type {
  type?: string;
  description?: string;
  $ref?: string;
  items?: Type;
  additionalProperties?: Type;
  oneOf?: Type[];
  properties?: Record<string, Type>;
  required?: string[];
  enum?: { value: string }[];
}

interface Resource extends Type {
  inputProperties: Record<string, Type>;
  requiredInputs: string[];
}

const nameOf = (ref: string) => ref.slice(ref.lastIndexOf(":") + 1);
const anchor = (name: string) => `[${name}](#${name.toLowerCase()})`;

/** A type in words, with a link to the section of one that has properties. */
function words({ type, $ref, items, additionalProperties, oneOf }: Type): string {
  if ($ref !== undefined) return $ref.includes(PACKAGE) ? anchor(nameOf($ref)) : "any value";
  if (oneOf !== undefined) return oneOf.map(words).join(" or ");
  if (items !== undefined) return `list of ${words(items)}`;
  if (additionalProperties !== undefined) return `${words(additionalProperties)} by name`;
  return type === "integer" ? "whole number" : type === "string" ? "text" : (type ?? "");
}

const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll("\n", "<br>");

function table(properties: Record<string, Type>, required: readonly string[] = []): string {
  const rows = Object.entries(properties).map(([name, one]) => [
    `\`${name}\`${required.includes(name) ? " (required)" : ""}`,
    words(one),
    one.description ?? "",
  ]);
  return [["property", "type", "meaning"], ["---", "---", "---"], ...rows]
    .map((cells) => `| ${cells.map(cell).join(" | ")} |`)
    .join("\n");
}

function section(name: string, one: Type): string {
  const body = one.enum?.map(({ value }) => `- \`${value}\``).join("\n") ?? table(one.properties ?? {}, one.required);
  return [`## ${name}`, one.description ?? "", body].filter((part) => part !== "").join("\n\n");
}

/** The page of everything that a program can write and read, from the same source as the schema of the plugin. */
export function reference(): string {
  const { types, resources } = JSON.parse(schema()) as {
    types: Record<string, Type>;
    resources: Record<string, Resource>;
  };
  const bond = resources[TOKEN] as Resource;
  const outputs = Object.entries(bond.properties ?? {}).filter(([name]) => bond.inputProperties[name] === undefined);
  return `${[
    "# Reference",
    "<!-- Made by `node bin/test/pages.js --write` from the JSDoc and the option table: do not edit. -->",
    "What a program writes for a `BondInterface`, and what it reads. Texts, numbers and lists may be outputs of other resources. The options of each mode, with their ranges and defaults, stand in [the option table](../provider/options/README.md#bonding-options).",
    "## Arguments of BondInterface",
    table(bond.inputProperties, [...bond.requiredInputs, "connection"]),
    "## Outputs of BondInterface",
    "Every argument is an output as well, as declared. Besides:",
    table(Object.fromEntries(outputs)),
    ...Object.entries(types).map(([token, one]) => section(nameOf(token), one)),
  ].join("\n\n")}\n`;
}

/** Everything in the reference that has no words: types and their properties. */
export function withoutWords(): string[] {
  const { types, resources } = JSON.parse(schema()) as { types: Record<string, Type>; resources: Record<string, Type> };
  return Object.entries({ ...types, ...resources }).flatMap(([token, one]) => {
    const silent = Object.entries(one.properties ?? {}).filter(([, { description }]) => !description);
    const names = silent.map(([name]) => `${nameOf(token)}.${name}`);
    return one.description ? names : [nameOf(token), ...names];
  });
}

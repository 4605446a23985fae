import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { MODES } from "../provider/options/modes";
import type { OptionRow } from "../provider/options/row";
import { OPTIONS } from "../provider/options/table";
import { SECRETS, VARIABLES } from "../provider/plugin/configuration";
import { PACKAGE, TOKEN } from "../provider/plugin/identity";
import { RESOURCE_TYPE } from "../sdk/providerText";
import { meanings } from "./meanings";
import { ROOT } from "./root";

type Json = Record<string, unknown>;

const SOURCES = ["sdk/args.ts", "sdk/apply.ts", "sdk/connection.ts", "provider/model/state.ts"];
const OUTPUTS = { proc: "string", machineId: "string", state: "BondState", drift: "Drift" };
const INT32 = 2147483647;

const typeNamed = (name: string) => ({ $ref: `#/types/${PACKAGE}:index:${name.replace(/Args$/, "")}` });

const parsed = SOURCES.map((path) =>
  ts.createSourceFile(path, readFileSync(join(ROOT, path), "utf8"), ts.ScriptTarget.ES2022, true),
);

/** The JSDoc of a declaration, on one line where it is one sentence. */
function described(node: ts.Node): { description?: string } {
  const text = ts
    .getJSDocCommentsAndTags(node)
    .flatMap((doc) => (ts.isJSDoc(doc) ? [ts.getTextOfJSDocComment(doc.comment) ?? ""] : []))
    .join("\n")
    .trim();
  return text === "" ? {} : { description: text };
}

/** Declarations by name: interfaces, and aliases of types. */
const declarations = new Map(
  parsed.flatMap((source) =>
    source.statements.flatMap((one): [string, ts.InterfaceDeclaration | ts.TypeAliasDeclaration][] =>
      ts.isInterfaceDeclaration(one) || ts.isTypeAliasDeclaration(one) ? [[one.name.text, one]] : [],
    ),
  ),
);

/** Types that the schema has to name, filled while properties are read. */
const types: Record<string, Json> = {};

function named(name: string): Json {
  const short = name.replace(/Args$/, "");
  if (short === "BondOptions") return typeNamed(short);
  const declared = declarations.get(name);
  if (declared === undefined) throw new Error(`The schema has no type for ${name}.`);
  if (ts.isTypeAliasDeclaration(declared) && !isChoice(declared.type)) return typeOf(declared.type);
  const token = `${PACKAGE}:index:${short}`;
  if (types[token] === undefined) {
    types[token] = {};
    const members = ts.isInterfaceDeclaration(declared)
      ? membersOf(declared)
      : choices(declared.type as ts.UnionTypeNode);
    types[token] = {
      type: "object",
      ...described(declared),
      ...objectOf(members, ts.isInterfaceDeclaration(declared)),
    };
  }
  return typeNamed(name);
}

/** A union of objects, of which the schema knows none: one object whose properties are all optional. */
const isChoice = (node: ts.TypeNode): node is ts.UnionTypeNode =>
  ts.isUnionTypeNode(node) && node.types.every(ts.isTypeLiteralNode);

const choices = (node: ts.UnionTypeNode): ts.PropertySignature[] =>
  node.types.flatMap((one) => (ts.isTypeLiteralNode(one) ? one.members.filter(ts.isPropertySignature) : []));

/** The properties of an interface and of what it extends. */
function membersOf(declared: ts.InterfaceDeclaration): ts.PropertySignature[] {
  const above = (declared.heritageClauses ?? []).flatMap(({ types: bases }) =>
    bases.flatMap(({ expression }) => {
      const base = declarations.get(expression.getText());
      return base !== undefined && ts.isInterfaceDeclaration(base) ? membersOf(base) : [];
    }),
  );
  return [...above, ...declared.members.filter(ts.isPropertySignature)];
}

function objectOf(members: readonly ts.PropertySignature[], canRequire: boolean): Json {
  const properties = Object.fromEntries(members.map((one) => [one.name.getText(), propertyOf(one)]));
  const required = members.filter(({ questionToken }) => !questionToken).map(({ name }) => name.getText());
  return { properties, ...(canRequire && required.length > 0 && { required }) };
}

function propertyOf(one: ts.PropertySignature): Json {
  if (one.type === undefined) throw new Error(`${one.name.getText()} has no type.`);
  const { description = "" } = described(one);
  const type = typeOf(one.type, description);
  return { ...type, ...(description !== "" && { description: ownNote(type, description) }) };
}

const ownNote = ({ words }: Json, description: string) =>
  Array.isArray(words) ? `${description} One of ${words.join(", ")}.` : description;

/** A number counts whole things, but for seconds; what may be too large for 32 bits is a number too. */
function numberOf(description: string): Json {
  const [, top = "0"] = /\d+\.\.(\d+)/.exec(description) ?? [];
  return { type: Number(top) > INT32 || /^Seconds.*above 0/.test(description) ? "number" : "integer" };
}

function typeOf(node: ts.TypeNode, description = ""): Json {
  if (ts.isArrayTypeNode(node)) return { type: "array", items: typeOf(node.elementType) };
  if (ts.isUnionTypeNode(node)) return unionOf(node);
  if (ts.isTypeReferenceNode(node)) return referenceOf(node, description);
  switch (node.kind) {
    case ts.SyntaxKind.StringKeyword:
      return { type: "string" };
    case ts.SyntaxKind.NumberKeyword:
      return numberOf(description);
    case ts.SyntaxKind.BooleanKeyword:
      return { type: "boolean" };
    default:
      throw new Error(`The schema has no type for ${node.getText()}.`);
  }
}

function unionOf(node: ts.UnionTypeNode): Json {
  if (node.types.every(ts.isLiteralTypeNode)) return { type: "string" };
  return { oneOf: node.types.map((one) => typeOf(one)) };
}

function referenceOf(node: ts.TypeReferenceNode, description: string): Json {
  const name = node.typeName.getText();
  const [first, second] = node.typeArguments ?? [];
  if (name === "pulumi.Input" && first !== undefined) return typeOf(first, description);
  if (name === "Record" && second !== undefined) return { type: "object", additionalProperties: typeOf(second) };
  if (name === "OptionValues") return { type: "object", additionalProperties: { $ref: "pulumi.json#/Any" } };
  if (name === "Mode") return typeNamed("BondMode");
  return named(name);
}

/** The options of all modes as one type: which of them acts in which mode is checked at preview. */
function optionsType(): Json {
  const texts = meanings();
  const offered = Object.entries<OptionRow>(OPTIONS).filter(([, row]) => row.notPersistent === undefined);
  const properties = offered.map(([name, row]) => [name, { ...optionType(row), description: texts[name] ?? "" }]);
  return {
    type: "object",
    description:
      "Options of the bonding driver; those that have no effect in the declared mode are refused at preview.",
    properties: Object.fromEntries(properties),
  };
}

function optionType(row: OptionRow): Json {
  if (row.type === "integer") return { type: "integer" };
  if (row.type === "flag") return { type: "boolean" };
  if (row.type === "ipv4List" || row.type === "ipv6List") return { type: "array", items: { type: "string" } };
  return { type: "string" };
}

const enumOf = (words: readonly string[], description: string): Json => ({
  type: "string",
  description,
  enum: words.map((value) => ({ name: /^\d/.test(value) ? "LACP" : undefined, value })),
});

function resource(): Json {
  const args = declarations.get("BondInterfaceArgs") as ts.InterfaceDeclaration;
  const { properties, required } = objectOf(membersOf(args), true) as {
    properties: Record<string, Json>;
    required: string[];
  };
  const outputs = Object.fromEntries(
    Object.entries(OUTPUTS).map(([name, type]) => [
      name,
      { ...(type === "string" ? { type } : named(type)), ...outputNote(name) },
    ]),
  );
  const needed = required.filter((name) => name !== "connection");
  return {
    description: "A Linux network bond on a remote host, managed over SSH: its files and the running kernel, both.",
    aliases: [{ type: RESOURCE_TYPE }],
    inputProperties: properties,
    requiredInputs: needed,
    properties: { ...properties, ...outputs },
    required: [...needed, "device", ...Object.keys(OUTPUTS)],
    stateInputs: { type: "object", properties: { connection: properties.connection } },
  };
}

/** What the class says of its outputs. */
function outputNote(name: string): { description?: string } {
  const path = "sdk/bondInterface.ts";
  const source = ts.createSourceFile(path, readFileSync(join(ROOT, path), "utf8"), ts.ScriptTarget.ES2022, true);
  const found = source.statements.filter(ts.isClassDeclaration).flatMap(({ members }) => [...members]);
  const one = found.find((member) => member.name?.getText() === name);
  return one === undefined ? {} : described(one);
}

const variables = () =>
  Object.fromEntries(
    VARIABLES.map(({ name, type, env, meaning }) => [
      name,
      {
        type,
        description: meaning,
        ...(SECRETS.includes(name) && { secret: true }),
        ...(env && { defaultInfo: { environment: [env] } }),
      },
    ]),
  );

/** The package's schema for the code generators and editors of every language. */
export function schema(): string {
  const bond = resource();
  const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const all = {
    ...types,
    [`${PACKAGE}:index:BondMode`]: enumOf(MODES, "How the members share the work, as the kernel's word."),
    [`${PACKAGE}:index:BondOptions`]: optionsType(),
  };
  const whole = {
    name: PACKAGE,
    displayName: "Linux bonds",
    description: manifest.description,
    license: manifest.license,
    homepage: manifest.homepage,
    repository: manifest.homepage.replace(/#.*/, ""),
    keywords: ["category/network"],
    config: { variables: variables() },
    provider: {
      description: "How to reach hosts where a bond's connection leaves it out.",
      inputProperties: variables(),
    },
    types: Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1))),
    resources: { [TOKEN]: bond },
    language: {
      nodejs: { respectSchemaVersion: true },
      python: { respectSchemaVersion: true },
      go: { respectSchemaVersion: true },
    },
  };
  return `${JSON.stringify(whole, null, 2)}\n`;
}
